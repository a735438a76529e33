package io.voxward.engine.scoring;

/**
 * How alike two voices look to the model: the cosine between two embeddings. No decision is made on
 * it, because the same cosine means different things for different amounts of speech and different
 * kinds of telephone line.
 *
 * @param cosine −1 to 1; values a rounding error outside are brought back
 */
public record RawScore(double cosine) {
  /** How far rounding of single-precision vectors may push a cosine beyond one. */
  private static final double ROUNDING = 1e-4;

  /** Brings rounding errors back into range and refuses everything else. */
  public RawScore {
    if (!(Math.abs(cosine) <= 1 + ROUNDING)) {
      throw new IllegalArgumentException("a cosine lies between -1 and 1, not " + cosine);
    }
    cosine = Math.clamp(cosine, -1.0, 1.0);
  }
}
