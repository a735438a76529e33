package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {
  private static final NetSpeech LONG = new NetSpeech(30);

  @Test
  void the_ratio_of_two_normal_distributions_is_recovered() {
    // Means 0.2 and 0.7, deviation 0.1: the true ratio is 50 c - 22.5.
    List<Comparison> comparisons = comparisons(0.7, 0.2, 0.1, 5_000, 5);

    CalibrationWeights weights =
        new CalibrationFit(new CalibrationFit.Options(0.5, 0, 0)).fit(comparisons);

    assertThat(weights.slope()).isCloseTo(50, within(5.0));
    assertThat(weights.offset()).isCloseTo(-22.5, within(2.5));
  }

  @Test
  void the_prior_does_not_move_ratios_that_are_right() {
    List<Comparison> comparisons = comparisons(0.7, 0.4, 0.1, 20_000, 5);

    CalibrationWeights weights =
        new CalibrationFit(new CalibrationFit.Options(0.05, 0, 0)).fit(comparisons);

    assertThat(weights.apply(0.55, LONG, new NetSpeech(5)).value()).isCloseTo(0, within(0.3));
  }

  @Test
  void more_speech_makes_the_same_cosine_weigh_more() {
    List<Comparison> comparisons = new ArrayList<>(comparisons(0.7, 0.3, 0.05, 2_000, 10));
    comparisons.addAll(comparisons(0.6, 0.3, 0.10, 2_000, 2));

    CalibrationWeights weights =
        new CalibrationFit(new CalibrationFit.Options(0.5, 1e-4, 1e-4)).fit(comparisons);

    assertThat(weights.apply(0.75, LONG, new NetSpeech(10)))
        .isGreaterThan(weights.apply(0.75, LONG, new NetSpeech(2)));
    assertThat(weights.test()).isEqualTo(new CalibrationWeights.SpeechRange(2, 10));
  }

  @Test
  void separable_answers_still_give_finite_rising_ratios() {
    List<Comparison> comparisons =
        List.of(
            comparison(0.9, true), comparison(0.8, true),
            comparison(0.2, false), comparison(0.1, false));

    CalibrationWeights weights =
        new CalibrationFit(CalibrationFit.Options.DEFAULT).fit(comparisons);

    assertThat(weights.apply(0.9, LONG, LONG)).isGreaterThan(weights.apply(0.1, LONG, LONG));
  }

  @Test
  void answers_of_one_kind_are_refused() {
    List<Comparison> comparisons = List.of(comparison(0.9, true));

    assertThatThrownBy(() -> new CalibrationFit(CalibrationFit.Options.DEFAULT).fit(comparisons))
        .hasMessageContaining("both kinds");
  }

  private static Comparison comparison(double value, boolean target) {
    return new Comparison(value, LONG, LONG, target);
  }

  private static List<Comparison> comparisons(
      double targetMean, double nontargetMean, double deviation, int count, double seconds) {
    SplittableRandom random = new SplittableRandom(11);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NetSpeech test = new NetSpeech(seconds);
      double noise =
          Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
              * Math.cos(2 * Math.PI * random.nextDouble());
      boolean target = i % 2 == 0;
      double mean = target ? targetMean : nontargetMean;
      comparisons.add(new Comparison(mean + deviation * noise, LONG, test, target));
    }
    return comparisons;
  }
}
