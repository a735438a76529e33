package io.voxward.evaluation;

import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;

/**
 * When a score becomes a decision.
 *
 * <p>With the whole amount of speech, the score is compared with the threshold and that is all.
 * Before that, from the least amount on, the voice is looked at once a second, and each look is
 * another chance to be wrong. So a look may decide only when the case is clear:
 *
 * <ul>
 *   <li>it accepts when the expected false-accept rate of its evidence is at most the threshold's
 *       own rate divided by twice the number of looks: all early looks together then add at most
 *       half of that rate (union bound). The rate of the evidence itself counts and not that of the
 *       score, which is rounded down and would make a clear case wait;
 *   <li>it rejects when the evidence for another speaker is so strong that a genuine speaker would
 *       meet it in at most one call of a hundred over all looks (a genuine speaker's likelihood
 *       ratio falls below 1/k with probability at most 1/k).
 * </ul>
 *
 * Both bounds hold as far as the calibration does. A sequential test that spends the error better
 * can replace this rule without a change outside.
 *
 * @param leastSeconds net speech before which nothing is judged, in seconds
 * @param wholeSeconds net speech at which the threshold alone decides, in seconds
 * @param early whether a clear case may be decided between the two
 */
public record DecisionRule(double leastSeconds, double wholeSeconds, boolean early) {
  /** The share of the threshold's false-accept rate that all early looks may add together. */
  private static final double EARLY_SHARE = 0.5;

  /** How many genuine calls of a hundred all early looks together may refuse. */
  private static final double EARLY_FALSE_REJECTS = 0.01;

  /** The score, and with it the decision, at one moment. */
  public enum Verdict {
    /** The claimed speaker. */
    ACCEPT,
    /** Not the claimed speaker. */
    REJECT,
    /** Not clear yet. */
    OPEN
  }

  /** Judges at once the amounts that are asked for; the least is never above the whole. */
  public DecisionRule {
    if (!(wholeSeconds > 0) || !(leastSeconds > 0)) {
      throw new IllegalArgumentException("amounts of speech are above 0 s");
    }
    leastSeconds = Math.min(leastSeconds, wholeSeconds);
  }

  /** How many early looks there can be: one a second. */
  int looks() {
    return Math.max(1, (int) Math.ceil(wholeSeconds - leastSeconds));
  }

  /** Seconds of net speech at most until there is a decision; 0 when there is enough. */
  public double secondsStillNeeded(double netSpeechSeconds) {
    return Math.max(0, wholeSeconds - netSpeechSeconds);
  }

  /** Net speech from which on a voice may be judged, in seconds. */
  public double firstLookSeconds() {
    return early ? leastSeconds : wholeSeconds;
  }

  /** Whether a voice may be judged at all. */
  public boolean mayJudge(double netSpeechSeconds) {
    return netSpeechSeconds >= firstLookSeconds();
  }

  /**
   * The verdict on a score.
   *
   * @param netSpeechSeconds speech so far
   * @param score what people see
   * @param evidence the same as a log-likelihood ratio
   * @param rate the expected share of other speakers with this evidence or more
   * @param threshold the acceptance threshold
   */
  public Verdict judge(
      double netSpeechSeconds,
      DisplayScore score,
      LogLikelihoodRatio evidence,
      double rate,
      DisplayScore threshold) {
    if (netSpeechSeconds >= wholeSeconds) {
      return score.meets(threshold) ? Verdict.ACCEPT : Verdict.REJECT;
    }
    if (!mayJudge(netSpeechSeconds)) {
      return Verdict.OPEN;
    }
    if (score.meets(threshold)) {
      return rate <= earlyRate(threshold) ? Verdict.ACCEPT : Verdict.OPEN;
    }
    double clear = Math.log(EARLY_FALSE_REJECTS / looks());
    return evidence.value() <= clear ? Verdict.REJECT : Verdict.OPEN;
  }

  /**
   * The expected false-accept rate that one early look may spend. For the highest thresholds it is
   * below what the highest score stands for: there nothing is accepted early.
   */
  double earlyRate(DisplayScore threshold) {
    return threshold.expectedFalseAcceptRate() * EARLY_SHARE / looks();
  }
}
