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
   * @param ridge the penalty on the squared standardised slope, relative to the mean log loss
   * @param speechRidge the same for what net speech adds: with few speakers it would otherwise
   *     learn who spoke how long
   */
  public record Options(double prior, double ridge, double speechRidge) {
    /**
     * The operating point of the cost reported in docs/accuracy.md, chosen there by measurement.
     */
    public static final Options DEFAULT = new Options(0.01, 3e-5, 1e-3);

    /** Refuses what is not a prior or a penalty. */
    public Options {
      if (!(prior > 0 && prior < 1) || !(ridge >= 0) || !(speechRidge >= 0)) {
        throw new IllegalArgumentException("not a prior and a penalty: " + prior + ", " + ridge);
      }
    }
  }

  /** Covariates that vary less than this (in log seconds) cannot be fitted and are left out. */
  private static final double LEAST_SPREAD = 0.05;

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

    double meanEnrolled = useEnrolled ? meanLog(comparisons, c -> c.enrolled().seconds()) : 0;
    double meanTest = useTest ? meanLog(comparisons, c -> c.test().seconds()) : 0;
    double[][] rows = new double[comparisons.size()][];
    boolean[] answers = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Comparison comparison = comparisons.get(i);
      double e = useEnrolled ? log(comparison.enrolled().seconds()) - meanEnrolled : 0;
      double t = useTest ? log(comparison.test().seconds()) - meanTest : 0;
      double value = comparison.value();
      rows[i] = new double[] {value, e, t, value * e, value * t};
      answers[i] = comparison.target();
    }
    double speech = options.speechRidge();
    double[] w =
        new LogisticRegression(options.prior(), options.ridge(), speech, speech, speech, speech)
            .fit(rows, answers);
    // Back from the middle of the speech to one second.
    double offset = w[0] - w[2] * meanEnrolled - w[3] * meanTest;
    double slope = w[1] - w[4] * meanEnrolled - w[5] * meanTest;
    return new CalibrationWeights(offset, slope, w[2], w[3], w[4], w[5], enrolled, test);
  }

  private static double meanLog(
      List<Comparison> comparisons, ToDoubleFunction<Comparison> seconds) {
    return comparisons.stream()
        .mapToDouble(comparison -> log(seconds.applyAsDouble(comparison)))
        .average()
        .orElseThrow();
  }

  private static double log(double seconds) {
    return Math.log(atLeast(seconds));
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
