package io.voxward.engine.scoring;

import io.voxward.engine.embedding.Embedding;
import java.util.Arrays;
import java.util.List;

/**
 * Adaptive symmetric score normalisation (AS-norm): a cosine is measured in standard deviations
 * from the mean of each side's most similar voices in a cohort of other speakers, and the two sides
 * are averaged. It helps only with a cohort from the same kind of line and speech; a wrong one is
 * worse than none (docs/accuracy.md), so it is off unless chosen.
 */
public final class CohortNormalisation {
  /** How many of the most similar cohort voices are used by default. */
  public static final int NEAREST = 30;

  /** Keeps a cohort of near-identical voices from dividing by nothing. */
  private static final double SMALLEST_DEVIATION = 0.01;

  private final List<Embedding> cohort;
  private final int nearest;

  /**
   * A normalisation by a cohort.
   *
   * @param cohort one embedding for each of at least two speakers, none of whom is compared
   * @param nearest how many of the most similar voices count, at least 2; more than the cohort has
   *     means all
   */
  public CohortNormalisation(List<Embedding> cohort, int nearest) {
    if (cohort.size() < 2 || nearest < 2) {
      throw new IllegalArgumentException("a cohort needs at least two voices");
    }
    this.cohort = List.copyOf(cohort);
    this.nearest = Math.min(nearest, cohort.size());
  }

  /** The normalised comparison in standard deviations; about zero for two unlike voices. */
  public double compare(Embedding enrolled, Embedding test) {
    double cosine = enrolled.cosine(test);
    return (against(enrolled).standardise(cosine) + against(test).standardise(cosine)) / 2;
  }

  /** Where the cohort lies as seen from one voice; costs one pass over the cohort. */
  public Standing against(Embedding embedding) {
    double[] cosines = new double[cohort.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = embedding.cosine(cohort.get(i));
    }
    Arrays.sort(cosines);
    double[] top = Arrays.copyOfRange(cosines, cosines.length - nearest, cosines.length);
    double mean = Arrays.stream(top).average().orElseThrow();
    double variance = Arrays.stream(top).map(c -> (c - mean) * (c - mean)).sum() / (nearest - 1);
    return new Standing(mean, Math.max(Math.sqrt(variance), SMALLEST_DEVIATION));
  }

  /**
   * Mean and standard deviation of the cohort's cosines to one voice.
   *
   * @param mean of the most similar ones
   * @param deviation above zero
   */
  public record Standing(double mean, double deviation) {
    /** A cosine in standard deviations from the cohort. */
    public double standardise(double cosine) {
      return (cosine - mean) / deviation;
    }
  }

  /** Says the size, never the values. */
  @Override
  public String toString() {
    return "CohortNormalisation[" + cohort.size() + " voices, nearest " + nearest + "]";
  }
}
