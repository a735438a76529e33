package io.voxward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.evaluation.DecisionRule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRuleTest {
  private static final DecisionRule RULE = new DecisionRule(3, 10, true);
  private static final DisplayScore THRESHOLD = new DisplayScore(90);

  @ParameterizedTest
  @CsvSource({
    // seconds, score, evidence, verdict
    "2.9, 100, 20, OPEN",
    "2.9, 0, -20, OPEN",
    "3.0, 100, 20, ACCEPT",
    "3.0, 95, 6, OPEN",
    "9.9, 90, 5, OPEN",
    "10.0, 90, 5, ACCEPT",
    "10.0, 89, 5, REJECT",
    "40.0, 0, -20, REJECT",
    "3.0, 0, -20, REJECT",
    "3.0, 5, -6, OPEN",
    "3.0, 89, 5, OPEN"
  })
  void the_whole_amount_decides_by_threshold_and_less_only_when_it_is_clear(
      double seconds, int score, double evidence, Verdict expected) {
    Verdict verdict = judge(RULE, seconds, new DisplayScore(score), evidence, THRESHOLD);

    assertThat(verdict).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1", "50", "75", "90", "95", "98"})
  void all_early_looks_together_add_at_most_half_of_the_thresholds_rate(int threshold) {
    DisplayScore asked = new DisplayScore(threshold);

    DisplayScore lowestAccepted = lowestAcceptedEarly(asked);

    assertThat(lowestAccepted.expectedFalseAcceptRate() * RULE.looks())
        .isLessThanOrEqualTo(asked.expectedFalseAcceptRate() * 0.5);
  }

  @Test
  void with_the_highest_thresholds_nothing_is_accepted_early() {
    Verdict verdict = judge(RULE, 9, new DisplayScore(100), 20, new DisplayScore(100));

    assertThat(verdict).isEqualTo(Verdict.OPEN);
  }

  @Test
  void without_early_decisions_nothing_is_judged_before_the_whole_amount() {
    DecisionRule patient = new DecisionRule(3, 10, false);

    Verdict verdict = judge(patient, 9.9, new DisplayScore(100), 20, THRESHOLD);

    assertThat(verdict).isEqualTo(Verdict.OPEN);
  }

  @Test
  void a_domain_that_asks_for_less_than_the_least_is_judged_at_its_own_amount() {
    DecisionRule brief = new DecisionRule(3, 1.5, true);

    Verdict verdict = judge(brief, 1.5, new DisplayScore(90), 5, THRESHOLD);

    assertThat(verdict).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void seconds_still_needed_count_down_to_zero_and_no_further() {
    double needed = RULE.secondsStillNeeded(7.5);

    assertThat(needed).isEqualTo(2.5);
    assertThat(RULE.secondsStillNeeded(11)).isZero();
  }

  @Test
  void an_amount_of_nothing_is_no_rule() {
    assertThatThrownBy(() -> new DecisionRule(3, 0, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // rate, verdict: seven looks share half of one in a thousand
    "0.0000715, OPEN",
    "0.0000714, ACCEPT",
    "0.00002, ACCEPT"
  })
  void an_early_look_is_judged_by_the_rate_itself_and_not_by_the_rounded_score(
      double rate, Verdict expected) {
    DisplayScore shown = new DisplayScore(99);

    Verdict verdict = RULE.judge(3, shown, new LogLikelihoodRatio(9), rate, THRESHOLD);

    assertThat(verdict).isEqualTo(expected);
  }

  /** With the rate that the score stands for at least. */
  private static Verdict judge(
      DecisionRule rule,
      double seconds,
      DisplayScore score,
      double evidence,
      DisplayScore threshold) {
    return rule.judge(
        seconds,
        score,
        new LogLikelihoodRatio(evidence),
        score.expectedFalseAcceptRate(),
        threshold);
  }

  /** The lowest score that an early look accepts; where none is, a score nobody reaches. */
  private static DisplayScore lowestAcceptedEarly(DisplayScore threshold) {
    for (int value = threshold.value(); value <= DisplayScore.HIGHEST; value++) {
      DisplayScore score = new DisplayScore(value);
      if (judge(RULE, 3, score, 9, threshold) == Verdict.ACCEPT) {
        return score;
      }
    }
    return DisplayScore.ofFalseAcceptRate(0);
  }
}
