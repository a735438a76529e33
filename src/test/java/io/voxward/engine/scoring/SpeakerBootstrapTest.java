package io.voxward.engine.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.scoring.DetectionErrors.Trial;
import io.voxward.engine.scoring.SpeakerBootstrap.Interval;
import io.voxward.engine.scoring.SpeakerBootstrap.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpeakerBootstrapTest {

  @Test
  void the_interval_holds_the_measure_and_repeats_with_its_seed() {
    Sample sample = sample(20);
    double eer = DetectionErrors.of(sample.trials()).equalErrorRate();

    Interval interval = interval(sample, 42);

    assertThat(interval.low()).isLessThanOrEqualTo(eer);
    assertThat(interval.high()).isGreaterThanOrEqualTo(eer);
    assertThat(interval(sample, 42)).isEqualTo(interval);
  }

  @Test
  void trials_that_share_a_speaker_widen_the_interval() {
    Sample few = sample(6);
    Sample many = sample(40);

    Interval wide = interval(few, 1);

    Interval narrow = interval(many, 1);
    assertThat(wide.high() - wide.low()).isGreaterThan(narrow.high() - narrow.low());
  }

  @Test
  void too_few_draws_are_refused() {
    assertThatThrownBy(() -> new SpeakerBootstrap(1, 5)).hasMessageContaining("5");
  }

  private record Sample(List<Trial> trials, List<Pair> pairs) {}

  private static Interval interval(Sample sample, long seed) {
    return new SpeakerBootstrap(seed, 200)
        .intervals(sample.trials(), sample.pairs(), 0.95, List.of(DetectionErrors::equalErrorRate))
        .getFirst();
  }

  private static Sample sample(int speakers) {
    SplittableRandom random = new SplittableRandom(5);
    List<Trial> trials = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < speakers; a++) {
      for (int b = 0; b < speakers; b++) {
        trials.add(new Trial((a == b ? 1 : 0) + 2 * random.nextDouble(), a == b));
        pairs.add(new Pair("s" + a, "s" + b));
      }
    }
    return new Sample(trials, pairs);
  }
}
