package io.voxward.lab.verify;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.lab.LabException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Calibrations by the name a command line gives them. */
public final class KnownCalibration {
  private KnownCalibration() {}

  /**
   * The one that travels with the model ({@code shipped}), or one from a file.
   *
   * @throws LabException if it is missing or no calibration
   */
  public static Calibration named(String name) {
    if (name.equals("shipped")) {
      return CalibrationFile.bundled(EngineOptions.SPEAKER_MODEL);
    }
    Path file = Path.of(name);
    try (Reader reader = Files.newBufferedReader(file)) {
      return CalibrationFile.read(reader);
    } catch (NoSuchFileException e) {
      throw new LabException("no such calibration: " + file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(file + ": " + e.getMessage(), e);
    }
  }
}
