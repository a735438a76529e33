package io.voxward.engine.scoring;

import io.voxward.engine.vad.NetSpeech;

/**
 * The coefficients of the logistic regression: {@code offset + comparison * (slope + slopeEnrolled
 * * ln(enrolled s) + slopeTest * ln(test s)) + offsetEnrolled * ln(enrolled s) + offsetTest *
 * ln(test s)}. Net speech outside the ranges the fit has seen counts as the nearest amount inside.
 * The ratio rises with the comparison everywhere in them: other coefficients are refused.
 *
 * @param offset the ratio at a comparison of zero and one second on both sides
 * @param slope ratio per unit of the comparison, at one second on both sides
 * @param offsetEnrolled change of the offset per natural logarithm of enrolled seconds
 * @param offsetTest change of the offset per natural logarithm of tested seconds
 * @param slopeEnrolled change of the slope per natural logarithm of enrolled seconds
 * @param slopeTest change of the slope per natural logarithm of tested seconds
 * @param enrolled enrolled net speech the fit has seen
 * @param test tested net speech the fit has seen
 */
public record CalibrationWeights(
    double offset,
    double slope,
    double offsetEnrolled,
    double offsetTest,
    double slopeEnrolled,
    double slopeTest,
    SpeechRange enrolled,
    SpeechRange test) {

  /**
   * Amounts of net speech.
   *
   * @param least seconds, above zero
   * @param most seconds, not less than the least
   */
  public record SpeechRange(double least, double most) {
    /** Refuses empty ranges. */
    public SpeechRange {
      if (!(least > 0 && most >= least && Double.isFinite(most))) {
        throw new IllegalArgumentException("not a range of seconds: " + least + " to " + most);
      }
    }

    private double logarithm(NetSpeech speech) {
      return Math.log(Math.clamp(speech.seconds(), least, most));
    }
  }

  /** Refuses coefficients under which a better comparison could be weaker evidence. */
  public CalibrationWeights {
    for (double e : new double[] {enrolled.least(), enrolled.most()}) {
      for (double t : new double[] {test.least(), test.most()}) {
        double steepness = slope + slopeEnrolled * Math.log(e) + slopeTest * Math.log(t);
        if (!(steepness > 0)) {
          throw new IllegalArgumentException(
              "the ratio must rise with the comparison; at %.1f s and %.1f s its slope is %.3f"
                  .formatted(e, t, steepness));
        }
      }
    }
  }

  /** The ratio of a comparison. */
  public LogLikelihoodRatio apply(
      double comparison, NetSpeech enrolledSpeech, NetSpeech testSpeech) {
    double e = enrolled.logarithm(enrolledSpeech);
    double t = test.logarithm(testSpeech);
    return new LogLikelihoodRatio(
        offset
            + comparison * (slope + slopeEnrolled * e + slopeTest * t)
            + offsetEnrolled * e
            + offsetTest * t);
  }
}
