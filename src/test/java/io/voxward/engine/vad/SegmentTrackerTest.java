package io.voxward.engine.vad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of at least three windows count, with two windows of padding; on at 0.5, off below 0.35. */
class SegmentTrackerTest {
  private static final SpeechOptions OPTIONS = new SpeechOptions(0.5, 0.35, 0.096, 0.064, -60);

  /** One letter for each window: + loud, ~ between the thresholds, . silent. */
  private static double[] probabilities(String windows) {
    return windows.chars().mapToDouble(c -> c == '+' ? 0.9 : c == '~' ? 0.4 : 0.1).toArray();
  }

  private static String decide(SpeechOptions options, double[] probabilities) {
    StringBuilder decided = new StringBuilder();
    SegmentTracker tracker = new SegmentTracker(options);
    for (double probability : probabilities) {
      tracker.accept(probability, speech -> decided.append(speech ? 'S' : '.'));
    }
    tracker.finish(speech -> decided.append(speech ? 'S' : '.'));
    return decided.toString();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    ".......,          .......",
    "....+++....,      ..SSSSSSS..",
    "....++.....,      ...........",
    "+++........,      SSSSS......",
    "........+++,      ......SSSSS",
    "....+~~....,      ..SSSSSSS..",
    "....~~~....,      ...........",
    "...+++..+++...,   .SSSSSSSSSSSS.",
    "..+++....+++..,   SSSSSSSSSSSSSS",
    "..+++.....+++..,  SSSSSSS.SSSSSSS",
    "+,                .",
    "+++,              SSS",
  })
  void windows_are_decided_by_hysteresis_least_length_and_padding(String heard, String decided) {
    String result = decide(OPTIONS, probabilities(heard));

    assertThat(result).isEqualTo(decided);
  }

  @Test
  void a_decision_never_comes_later_than_it_says() {
    SegmentTracker tracker = new SegmentTracker(OPTIONS);
    int[] decided = {0};
    int[] latest = {0};
    SplittableRandom random = new SplittableRandom(5);

    for (int heard = 1; heard <= 10_000; heard++) {
      tracker.accept(random.nextDouble(), speech -> decided[0]++);
      latest[0] = Math.max(latest[0], heard - decided[0]);
    }

    assertThat(latest[0]).isLessThanOrEqualTo(tracker.mostUndecided());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void the_decisions_are_those_of_a_look_at_the_whole(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] probabilities = random.doubles(500).map(p -> p < 0.3 ? p : Math.sqrt(p)).toArray();
    SpeechOptions options =
        new SpeechOptions(0.6, 0.5, random.nextInt(5) * 0.032, random.nextInt(5) * 0.032, -60);

    String result = decide(options, probabilities);

    assertThat(result).isEqualTo(wholeLook(options, probabilities));
  }

  /** The plain definition: mark runs, drop the short, widen the rest. */
  private static String wholeLook(SpeechOptions options, double[] probabilities) {
    char[] decided = new char[probabilities.length];
    Arrays.fill(decided, '.');
    int start = 0;
    while (start < probabilities.length) {
      if (probabilities[start] < options.onProbability()) {
        start++;
        continue;
      }
      int end = start;
      while (end < probabilities.length && probabilities[end] >= options.offProbability()) {
        end++;
      }
      if (end - start >= options.leastWindows()) {
        Arrays.fill(
            decided,
            Math.max(0, start - options.paddingWindows()),
            Math.min(decided.length, end + options.paddingWindows()),
            'S');
      }
      start = end;
    }
    return new String(decided);
  }
}
