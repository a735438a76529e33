package io.voxward.engine.scoring;

import io.voxward.engine.scoring.DetectionErrors.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Confidence intervals by drawing speakers, not trials: trials that share a speaker are not
 * independent, and pretending they are makes intervals far too narrow. A trial of two speakers
 * counts as often as both were drawn. Same seed, same intervals.
 */
public final class SpeakerBootstrap {
  /** The speakers of a trial. */
  public record Pair(String enrolled, String test) {}

  /** The range that holds a measure with the confidence asked for. */
  public record Interval(double low, double high) {}

  private final long seed;
  private final int draws;

  /**
   * A bootstrap.
   *
   * @param seed of the random draws
   * @param draws how many times speakers are drawn, at least 20
   */
  public SpeakerBootstrap(long seed, int draws) {
    if (draws < 20) {
      throw new IllegalArgumentException("too few draws for an interval: " + draws);
    }
    this.seed = seed;
    this.draws = draws;
  }

  /**
   * The percentile intervals of some measures, from the same draws.
   *
   * @param trials the trials
   * @param pairs the speakers of each, as many as trials
   * @param confidence between 0 and 1, say 0.95
   * @param measures what to measure on every draw
   */
  public List<Interval> intervals(
      List<Trial> trials,
      List<Pair> pairs,
      double confidence,
      List<ToDoubleFunction<DetectionErrors>> measures) {
    Map<String, Integer> speakers = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      speakers.putIfAbsent(pair.enrolled(), speakers.size());
      speakers.putIfAbsent(pair.test(), speakers.size());
    }
    int[] enrolled = pairs.stream().mapToInt(pair -> index(speakers, pair.enrolled())).toArray();
    int[] test = pairs.stream().mapToInt(pair -> index(speakers, pair.test())).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[measures.size()][draws];
    for (int draw = 0; draw < draws; draw++) {
      DetectionErrors errors = draw(trials, enrolled, test, speakers.size(), random);
      for (int m = 0; m < values.length; m++) {
        values[m][draw] = measures.get(m).applyAsDouble(errors);
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (double[] measured : values) {
      Arrays.sort(measured);
      intervals.add(
          new Interval(
              quantile(measured, (1 - confidence) / 2), quantile(measured, (1 + confidence) / 2)));
    }
    return intervals;
  }

  private static int index(Map<String, Integer> speakers, String speaker) {
    return speakers.getOrDefault(speaker, -1);
  }

  /** One draw; a draw without trials of both kinds is drawn again. */
  private static DetectionErrors draw(
      List<Trial> trials, int[] enrolled, int[] test, int speakers, SplittableRandom random) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      double[] counts = new double[speakers];
      for (int i = 0; i < speakers; i++) {
        counts[random.nextInt(speakers)]++;
      }
      double[] weights = new double[trials.size()];
      double targets = 0;
      double nontargets = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] =
            enrolled[i] == test[i] ? counts[enrolled[i]] : counts[enrolled[i]] * counts[test[i]];
        targets += trials.get(i).target() ? weights[i] : 0;
        nontargets += trials.get(i).target() ? 0 : weights[i];
      }
      if (targets > 0 && nontargets > 0) {
        return DetectionErrors.weighted(trials, weights);
      }
    }
    throw new IllegalArgumentException("too few speakers to draw from");
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
