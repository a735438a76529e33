package io.voxward.main;

import io.quarkus.runtime.Startup;
import io.voxward.engine.CallOptions;
import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.Scorer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the one engine and its calibrated scorer; a model its card contradicts is no start. */
@ApplicationScoped
public class EngineBeans {
  /** The engine. Sessions keep the sound an enrolment needs themselves, pauses included. */
  @Produces
  @Singleton
  @Startup
  VoiceEngine engine() {
    CallOptions call = CallOptions.DEFAULT;
    return VoiceEngine.open(
        EngineOptions.bundled()
            .withCall(
                new CallOptions(
                    call.headSeconds(),
                    call.chunkSeconds(),
                    call.inboxSeconds(),
                    0,
                    call.keptChunks())));
  }

  void close(@Disposes VoiceEngine engine) {
    engine.close();
  }

  /** The scorer, with the calibration that travels with the model. */
  @Produces
  @Singleton
  @Startup
  Scorer scorer() {
    return Scorer.plain(CalibrationFile.bundled(EngineOptions.SPEAKER_MODEL));
  }
}
