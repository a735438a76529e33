package io.voxward.engine.scoring;

/**
 * The weight of the evidence: the natural logarithm of how much more probable the comparison is if
 * both sides are one speaker than if they are two. Positive speaks for one speaker, negative for
 * two, zero says nothing.
 *
 * @param value natural logarithm, finite
 */
public record LogLikelihoodRatio(double value) implements Comparable<LogLikelihoodRatio> {
  /** Refuses infinities and NaN. */
  public LogLikelihoodRatio {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a log-likelihood ratio is finite, not " + value);
    }
  }

  @Override
  public int compareTo(LogLikelihoodRatio other) {
    return Double.compare(value, other.value);
  }
}
