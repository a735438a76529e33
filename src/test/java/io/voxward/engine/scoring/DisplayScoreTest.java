package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DisplayScoreTest {

  @Test
  void ninety_is_one_in_a_thousand_and_fifty_one_in_a_hundred() {
    assertThat(new DisplayScore(90).expectedFalseAcceptRate()).isCloseTo(1e-3, within(1e-12));
    assertThat(new DisplayScore(50).expectedFalseAcceptRate()).isCloseTo(1e-2, within(1e-12));
    assertThat(DisplayScore.ofFalseAcceptRate(1e-3)).isEqualTo(new DisplayScore(90));
    assertThat(DisplayScore.ofFalseAcceptRate(1e-2)).isEqualTo(new DisplayScore(50));
  }

  @Test
  void the_ends_of_the_scale_are_certain_refusal_and_the_rarest_rate() {
    assertThat(DisplayScore.ofFalseAcceptRate(1)).isEqualTo(new DisplayScore(0));
    assertThat(DisplayScore.ofFalseAcceptRate(1e-5)).isEqualTo(new DisplayScore(100));
    assertThat(DisplayScore.ofFalseAcceptRate(0)).isEqualTo(new DisplayScore(100));
  }

  @Test
  void the_table_in_the_documentation_is_the_one_the_score_has() {
    assertThat(new DisplayScore(1).expectedFalseAcceptRate()).isEqualTo(1);
    assertThat(new DisplayScore(10).expectedFalseAcceptRate()).isCloseTo(0.10, within(0.0005));
    assertThat(new DisplayScore(25).expectedFalseAcceptRate()).isCloseTo(0.032, within(0.0005));
    assertThat(new DisplayScore(75).expectedFalseAcceptRate()).isCloseTo(0.0032, within(5e-5));
    assertThat(new DisplayScore(95).expectedFalseAcceptRate()).isCloseTo(0.00046, within(5e-6));
    assertThat(new DisplayScore(99).expectedFalseAcceptRate()).isCloseTo(0.000081, within(5e-7));
  }

  @Property
  void a_score_is_shown_only_where_its_rate_is_kept(
      @ForAll @DoubleRange(min = 0, max = 7) double decades) {
    double rate = Math.pow(10, -decades);

    DisplayScore score = DisplayScore.ofFalseAcceptRate(rate);

    assertThat(score.expectedFalseAcceptRate())
        .isGreaterThanOrEqualTo(Math.max(rate, 1e-5) * 0.999);
  }

  @Property
  void a_rarer_rate_never_scores_lower(
      @ForAll @DoubleRange(min = 0, max = 7) double decades,
      @ForAll @DoubleRange(min = 0, max = 7) double further) {
    DisplayScore score = DisplayScore.ofFalseAcceptRate(Math.pow(10, -decades));

    DisplayScore rarer = DisplayScore.ofFalseAcceptRate(Math.pow(10, -decades - further));

    assertThat(rarer).isGreaterThanOrEqualTo(score);
  }

  @Property
  void a_score_is_the_score_of_its_own_rate(@ForAll @IntRange(min = 2, max = 100) int value) {
    DisplayScore score = new DisplayScore(value);

    assertThat(DisplayScore.ofFalseAcceptRate(score.expectedFalseAcceptRate())).isEqualTo(score);
  }

  @Test
  void a_threshold_is_met_by_an_equal_score_and_missed_by_a_lower_one() {
    assertThat(new DisplayScore(90).meets(90)).isTrue();
    assertThat(new DisplayScore(89).meets(90)).isFalse();
  }

  @Test
  void values_off_the_scale_are_refused() {
    assertThatThrownBy(() -> new DisplayScore(101)).hasMessageContaining("101");
    assertThatThrownBy(() -> new DisplayScore(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> DisplayScore.ofFalseAcceptRate(Double.NaN))
        .hasMessageContaining("NaN");
  }
}
