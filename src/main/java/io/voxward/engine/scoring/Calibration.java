package io.voxward.engine.scoring;

import io.voxward.engine.vad.NetSpeech;

/**
 * How a comparison becomes a log-likelihood ratio and a displayed score: a logistic regression on
 * the comparison with the net speech of both sides as covariates, and the false-accept curve of the
 * ratios it gives. It is honest only about the data it was made from, so it names it.
 */
public final class Calibration {
  private final CalibrationOrigin origin;
  private final CalibrationWeights weights;
  private final FalseAcceptCurve curve;

  /** A calibration from its three parts. */
  public Calibration(
      CalibrationOrigin origin, CalibrationWeights weights, FalseAcceptCurve falseAccepts) {
    this.origin = origin;
    this.weights = weights;
    this.curve = falseAccepts;
  }

  /**
   * The weight of a comparison as evidence.
   *
   * @param comparison the value of the kind this calibration was made for
   * @param enrolled net speech behind the enrolled side
   * @param test net speech behind the side compared with it
   */
  public LogLikelihoodRatio llr(double comparison, NetSpeech enrolled, NetSpeech test) {
    return weights.apply(comparison, enrolled, test);
  }

  /** The score shown for a ratio. */
  public DisplayScore display(LogLikelihoodRatio llr) {
    return DisplayScore.ofFalseAcceptRate(curve.rateAt(llr));
  }

  /** The expected share of other speakers at or above a ratio. */
  public double expectedFalseAcceptRate(LogLikelihoodRatio threshold) {
    return curve.rateAt(threshold);
  }

  /** Down to this rate the data had comparisons to count; smaller rates are extrapolated. */
  public double smallestMeasuredRate() {
    return curve.smallestMeasuredRate();
  }

  /** What this was made from. */
  public CalibrationOrigin origin() {
    return origin;
  }

  /** The fitted coefficients. */
  public CalibrationWeights weights() {
    return weights;
  }

  /** The share of other speakers reaching each ratio. */
  public FalseAcceptCurve falseAccepts() {
    return curve;
  }

  @Override
  public String toString() {
    return "Calibration[" + origin + "]";
  }
}
