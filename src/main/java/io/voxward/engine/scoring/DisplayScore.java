package io.voxward.engine.scoring;

/**
 * The score people and thresholds see: 0 to 100, higher means more surely the same speaker. It is
 * defined by the share of other speakers who would reach it: with {@code d = -log10(false-accept
 * rate)} the odds {@code score / (100 - score)} are {@code 9^(d - 2)}, so that 50 is one in a
 * hundred and 90, the default acceptance threshold, one in a thousand. The score is rounded down:
 * whoever meets a threshold meets its rate.
 *
 * <table>
 * <caption>Expected share of other speakers at or above a score</caption>
 * <tr><th>Score</th><th>Expected false-accept rate</th></tr>
 * <tr><td>0, 1</td><td>1</td></tr>
 * <tr><td>10</td><td>0.10</td></tr>
 * <tr><td>25</td><td>0.032</td></tr>
 * <tr><td>50</td><td>0.010</td></tr>
 * <tr><td>75</td><td>0.0032</td></tr>
 * <tr><td>90</td><td>0.0010</td></tr>
 * <tr><td>95</td><td>0.00046</td></tr>
 * <tr><td>99</td><td>0.000081</td></tr>
 * <tr><td>100</td><td>0.00001 or less</td></tr>
 * </table>
 *
 * The rates are those of the data the {@link Calibration} was made from; elsewhere they are an
 * estimate. {@link Calibration#smallestMeasuredRate()} says down to which rate that data had
 * comparisons to count: everything rarer is extrapolated.
 *
 * @param value 0 to 100
 */
public record DisplayScore(int value) implements Comparable<DisplayScore> {
  /** The highest score. */
  public static final int HIGHEST = 100;

  /** The rate at a score of 50. */
  private static final double DECADES_AT_FIFTY = 2;

  /** By how much the odds grow when the rate falls to a tenth: puts 90 at one in a thousand. */
  private static final double ODDS_PER_DECADE = 9;

  /** A rate this rare, and every rarer one, is shown as 100. */
  private static final double RATE_OF_HIGHEST = 1e-5;

  /** Lets a score that is met exactly survive the rounding of logarithms. */
  private static final double ROUNDING = 1e-9;

  /** Refuses values outside 0 to 100. */
  public DisplayScore {
    if (value < 0 || value > HIGHEST) {
      throw new IllegalArgumentException("a score lies between 0 and 100, not " + value);
    }
  }

  /**
   * The score of a comparison that a share of other speakers would reach or exceed.
   *
   * @param falseAcceptRate 0 to 1
   */
  public static DisplayScore ofFalseAcceptRate(double falseAcceptRate) {
    if (!(falseAcceptRate >= 0 && falseAcceptRate <= 1)) {
      throw new IllegalArgumentException("a rate lies between 0 and 1, not " + falseAcceptRate);
    }
    if (falseAcceptRate >= 1) {
      return new DisplayScore(0);
    }
    if (falseAcceptRate <= RATE_OF_HIGHEST * (1 + ROUNDING)) {
      return new DisplayScore(HIGHEST);
    }
    double decades = -Math.log10(falseAcceptRate);
    double odds = Math.pow(ODDS_PER_DECADE, decades - DECADES_AT_FIFTY);
    return new DisplayScore((int) Math.floor(HIGHEST * odds / (1 + odds) + ROUNDING));
  }

  /**
   * The expected share of other speakers accepted when this score is the threshold.
   *
   * @return 0 to 1
   */
  public double expectedFalseAcceptRate() {
    if (value == 0) {
      return 1;
    }
    if (value == HIGHEST) {
      return RATE_OF_HIGHEST;
    }
    double odds = value / (double) (HIGHEST - value);
    double decades = DECADES_AT_FIFTY + Math.log(odds) / Math.log(ODDS_PER_DECADE);
    return Math.min(1, Math.pow(10, -decades));
  }

  /** Whether this score is enough for a threshold. */
  public boolean meets(DisplayScore threshold) {
    return value >= threshold.value;
  }

  /**
   * Whether this score is enough for a threshold.
   *
   * @param threshold 0 to 100
   */
  public boolean meets(int threshold) {
    return meets(new DisplayScore(threshold));
  }

  @Override
  public int compareTo(DisplayScore other) {
    return Integer.compare(value, other.value);
  }
}
