package io.voxward.main;

import io.quarkus.runtime.Startup;
import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.VoiceModel;
import io.voxward.engine.audio.LiveRates;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.scoring.Scorers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Provides the one engine and its calibrated scorers. A model that its card contradicts, or a
 * calibration that was made for another model, is no start.
 */
@ApplicationScoped
public class EngineBeans {
  private static final String PREVIOUS = "voxward.engine.previous-speaker-model";

  /** Names the model that travels with the product. */
  private static final String BUNDLED = "bundled";

  private final EngineConfig config;

  EngineBeans(EngineConfig config) {
    this.config = config;
  }

  /** The engine. */
  @Produces
  @Singleton
  @Startup
  VoiceEngine engine() {
    try {
      return EngineStart.take(
          config.speakerModel(), config.previousSpeakerModel().map(EngineBeans::source));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          PREVIOUS + " names the model that is in use already: leave it out, or name the other", e);
    }
  }

  private static ModelSource source(String previous) {
    return previous.equals(BUNDLED)
        ? ModelSource.bundled(EngineOptions.SPEAKER_MODEL)
        : ModelSource.folder(Path.of(previous));
  }

  void close(@Disposes VoiceEngine engine) {
    engine.close();
  }

  /** The scorers, with the calibrations that lie beside the models. */
  @Produces
  @Singleton
  @Startup
  Scorers scorers(VoiceEngine engine) {
    Scorers current =
        Scorers.of(
            scorer(
                config
                    .speakerModel()
                    .map(EngineBeans::calibrationIn)
                    .orElseGet(EngineBeans::bundledCalibration),
                engine.card().id()));
    Optional<String> previous = config.previousSpeakerModel();
    Optional<VoiceModel> model = engine.previous();
    if (previous.isEmpty() || model.isEmpty()) {
      return current;
    }
    Calibration calibration =
        previous.get().equals(BUNDLED)
            ? bundledCalibration()
            : calibrationIn(Path.of(previous.get()));
    return current.withPrevious(scorer(calibration, model.get().id()));
  }

  private static Calibration bundledCalibration() {
    return CalibrationFile.bundled(EngineOptions.SPEAKER_MODEL);
  }

  private static Scorer scorer(Calibration calibration, ModelId used) {
    ModelId model = calibration.origin().model();
    if (!model.equals(used)) {
      throw new IllegalStateException(
          "the calibration was made for model "
              + model
              + " and the engine runs "
              + used
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
