package io.voxward.main;

import io.quarkus.runtime.Startup;
import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.LiveRates;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.Scorer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Provides the one engine and its calibrated scorer. A model that its card contradicts, or a
 * calibration that was made for another model, is no start.
 */
@ApplicationScoped
public class EngineBeans {
  private final EngineConfig config;

  EngineBeans(EngineConfig config) {
    this.config = config;
  }

  /** The engine. */
  @Produces
  @Singleton
  @Startup
  VoiceEngine engine() {
    return EngineStart.take(config.speakerModel());
  }

  void close(@Disposes VoiceEngine engine) {
    engine.close();
  }

  /** The scorer, with the calibration that lies beside the model. */
  @Produces
  @Singleton
  @Startup
  Scorer scorer(VoiceEngine engine) {
    Calibration calibration =
        config
            .speakerModel()
            .map(EngineBeans::calibrationIn)
            .orElseGet(() -> CalibrationFile.bundled(EngineOptions.SPEAKER_MODEL));
    ModelId model = calibration.origin().model();
    if (!model.equals(engine.card().id())) {
      throw new IllegalStateException(
          "the calibration was made for model "
              + model
              + " and the engine runs "
              + engine.card().id()
              + ": make one with ./voxward lab calibrate");
    }
    return Scorer.plain(calibration);
  }

  /** The rates of live streams. */
  @Produces
  @Singleton
  LiveRates liveRates() {
    return new LiveRates();
  }

  private static Calibration calibrationIn(Path folder) {
    Path file = folder.resolve("calibration.properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      return CalibrationFile.read(reader);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the calibration " + file + " cannot be read: make one with ./voxward lab calibrate", e);
    }
  }
}
