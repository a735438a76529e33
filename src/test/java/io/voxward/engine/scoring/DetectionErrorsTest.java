package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.scoring.DetectionErrors.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DetectionErrorsTest {
  private static final double EXACT = 1e-12;

  @Test
  void perfectly_separated_trials_have_no_error_at_all() {
    DetectionErrors errors = errors(new double[] {3, 4, 5}, new double[] {-1, 0, 1});

    assertThat(errors.equalErrorRate()).isZero();
    assertThat(errors.minimumCost(DetectionCost.REPORTED)).isZero();
  }

  @Test
  void one_swapped_pair_of_four_gives_the_error_counted_by_hand() {
    // Accepting at 2: no miss, a quarter of the nontargets in. At 3: a quarter missed, none in.
    // The hull joins (1/4, 0) and (0, 1/4); they are equal at one eighth.
    DetectionErrors errors = errors(new double[] {2, 4, 5, 6}, new double[] {3, 1, 0, -1});

    assertThat(errors.equalErrorRate()).isCloseTo(0.125, within(EXACT));
  }

  @Test
  void scores_without_information_give_half() {
    DetectionErrors errors = errors(new double[] {1, 1}, new double[] {1, 1, 1});

    assertThat(errors.equalErrorRate()).isCloseTo(0.5, within(EXACT));
    assertThat(errors.minimumCost(DetectionCost.REPORTED)).isCloseTo(1, within(EXACT));
  }

  @Test
  void the_minimum_cost_takes_the_cheaper_error() {
    // One of four targets missed costs 0.25; one of four nontargets accepted costs 99 / 4.
    DetectionErrors errors = errors(new double[] {2, 4, 5, 6}, new double[] {3, 1, 0, -1});

    assertThat(errors.minimumCost(DetectionCost.REPORTED)).isCloseTo(0.25, within(EXACT));
  }

  @Test
  void the_actual_cost_is_taken_at_the_threshold_of_the_prior() {
    // ln 99 = 4.595: the targets at 4 is missed, the nontarget at 4.7 is accepted.
    DetectionErrors errors = errors(new double[] {4, 5}, new double[] {4.7, 0, -1, -2});

    double cost = errors.actualCost(DetectionCost.REPORTED);

    assertThat(cost).isCloseTo(0.5 + 99.0 / 4, within(1e-9));
  }

  @Test
  void ratios_of_nothing_cost_one_bit() {
    DetectionErrors errors = errors(new double[] {0, 0}, new double[] {0, 0, 0});

    assertThat(errors.logLikelihoodRatioCost()).isCloseTo(1, within(EXACT));
  }

  @Test
  void the_cost_of_ratios_is_the_mean_by_hand() {
    // Targets at ln 3: log2(1 + 1/3). Nontargets at -ln 3: the same.
    DetectionErrors errors = errors(new double[] {Math.log(3)}, new double[] {-Math.log(3)});

    assertThat(errors.logLikelihoodRatioCost())
        .isCloseTo(Math.log(4.0 / 3) / Math.log(2), within(EXACT));
  }

  @Test
  void two_normal_distributions_have_the_error_of_the_textbook() {
    // Unit deviation, means two apart: the error is the normal tail beyond one, 15.87 %.
    SplittableRandom random = new SplittableRandom(7);
    double[] targets = random.doubles(20_000).map(u -> 2 + normal(random)).toArray();
    double[] nontargets = random.doubles(20_000).map(u -> normal(random)).toArray();

    double eer = errors(targets, nontargets).equalErrorRate();

    assertThat(eer).isCloseTo(0.1587, within(0.005));
  }

  @Test
  void a_weight_of_two_is_the_same_as_the_trial_twice() {
    List<Trial> once = List.of(trial(1, true), trial(3, true), trial(2, false), trial(0, false));
    List<Trial> twice = new ArrayList<>(once);
    twice.add(trial(2, false));

    DetectionErrors weighted = DetectionErrors.weighted(once, new double[] {1, 1, 2, 1});

    assertThat(weighted.equalErrorRate())
        .isCloseTo(DetectionErrors.of(twice).equalErrorRate(), within(EXACT));
    assertThat(weighted.falseAcceptRate(2)).isCloseTo(2.0 / 3, within(EXACT));
  }

  @Test
  void trials_of_one_kind_only_are_refused() {
    List<Trial> trials = List.of(trial(1, true));

    assertThatThrownBy(() -> DetectionErrors.of(trials)).hasMessageContaining("both kinds");
  }

  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static Trial trial(double llr, boolean target) {
    return new Trial(llr, target);
  }

  static DetectionErrors errors(double[] targets, double[] nontargets) {
    List<Trial> trials = new ArrayList<>();
    for (double score : targets) {
      trials.add(trial(score, true));
    }
    for (double score : nontargets) {
      trials.add(trial(score, false));
    }
    return DetectionErrors.of(trials);
  }
}
