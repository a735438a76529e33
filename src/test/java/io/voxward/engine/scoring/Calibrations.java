package io.voxward.engine.scoring;

import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.CalibrationWeights.SpeechRange;
import io.voxward.engine.scoring.FalseAcceptCurve.Point;
import java.time.LocalDate;
import java.util.List;

/** Calibrations with plain numbers for tests. */
public final class Calibrations {
  /** The model of the example. */
  public static final ModelId MODEL = new ModelId("test-model");

  private Calibrations() {}

  /** Cosine 0.5 weighs nothing at seven seconds; one in a thousand others reaches a ratio of 5. */
  public static Calibration example() {
    return ofKind(ComparisonKind.COSINE);
  }

  /** The example, said to be made for a kind of comparison. */
  public static Calibration ofKind(ComparisonKind kind) {
    return new Calibration(
        new CalibrationOrigin(MODEL, kind, "made up", 40, 80, 3_000, LocalDate.of(2026, 11, 22)),
        new CalibrationWeights(
            -10, 20, 0, 0, 0.5, 1, new SpeechRange(5, 60), new SpeechRange(2, 20)),
        new FalseAcceptCurve(
            List.of(new Point(0.5, -10), new Point(0.01, 1), new Point(0.001, 5)), 1.5));
  }
}
