package io.voxward.engine.scoring;

import io.voxward.engine.scoring.CalibrationWeights.SpeechRange;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Fits calibration coefficients: a logistic regression weighted to a prior, so that it is most
 * exact where decisions fall, with a small ridge that keeps scarce data from running away.
 * Deterministic.
 */
public final class CalibrationFit {
  /**
   * How the fit is made.
   *
   * @param prior the share of comparisons of one speaker the fit behaves as if it had seen, between
   *     0 and 1
   * @param ridge the penalty on squared standardised coefficients, relative to the mean log loss
   */
  public record Options(double prior, double ridge) {
    /**
     * The operating point of the cost reported in docs/accuracy.md, chosen there by measurement.
     */
    public static final Options DEFAULT = new Options(0.01, 1e-5);

    /** Refuses what is not a prior or a penalty. */
    public Options {
      if (!(prior > 0 && prior < 1) || !(ridge >= 0)) {
        throw new IllegalArgumentException("not a prior and a penalty: " + prior + ", " + ridge);
      }
    }
  }

  /** Covariates that vary less than this (in log seconds) cannot be fitted and are left out. */
  private static final double LEAST_SPREAD = 0.05;

  private static final int COLUMNS = 5;

  private final Options options;

  /** A fit with the given options. */
  public CalibrationFit(Options options) {
    this.options = options;
  }

  /**
   * The coefficients under which the comparisons' answers are most probable.
   *
   * @throws IllegalArgumentException unless both answers occur
   */
  public CalibrationWeights fit(List<Comparison> comparisons) {
    SpeechRange enrolled = range(comparisons, comparison -> comparison.enrolled().seconds());
    SpeechRange test = range(comparisons, comparison -> comparison.test().seconds());
    boolean useEnrolled = Math.log(enrolled.most() / enrolled.least()) > LEAST_SPREAD;
    boolean useTest = Math.log(test.most() / test.least()) > LEAST_SPREAD;

    double[][] rows = new double[comparisons.size()][COLUMNS];
    boolean[] answers = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Comparison comparison = comparisons.get(i);
      double e = useEnrolled ? Math.log(atLeast(comparison.enrolled().seconds())) : 0;
      double t = useTest ? Math.log(atLeast(comparison.test().seconds())) : 0;
      double value = comparison.value();
      rows[i] = new double[] {value, e, t, value * e, value * t};
      answers[i] = comparison.target();
    }
    double[] w = new LogisticRegression(options.prior(), options.ridge()).fit(rows, answers);
    return new CalibrationWeights(w[0], w[1], w[2], w[3], w[4], w[5], enrolled, test);
  }

  private static SpeechRange range(
      List<Comparison> comparisons, ToDoubleFunction<Comparison> seconds) {
    double least = comparisons.stream().mapToDouble(seconds).min().orElseThrow();
    double most = comparisons.stream().mapToDouble(seconds).max().orElseThrow();
    return new SpeechRange(atLeast(least), atLeast(most));
  }

  /** Net speech under a tenth of a second carries no voice; it keeps the logarithm finite. */
  private static double atLeast(double seconds) {
    return Math.max(seconds, 0.1);
  }
}
