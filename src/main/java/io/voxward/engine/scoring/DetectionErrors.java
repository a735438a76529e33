package io.voxward.engine.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The measures of detection on a list of trials whose answers are known. Trials may be weighted,
 * which is how a bootstrap over speakers draws them.
 */
public final class DetectionErrors {
  /**
   * A trial.
   *
   * @param llr the score; a calibrated ratio where the actual cost and Cllr are asked for
   * @param target whether both sides are one speaker
   */
  public record Trial(double llr, boolean target) {}

  /**
   * A point of the trade between the two errors.
   *
   * @param threshold trials at or above it are accepted
   * @param falseAccepts share of nontarget trials accepted
   * @param misses share of target trials refused
   */
  public record Point(double threshold, double falseAccepts, double misses) {}

  private final double[] scores;
  private final boolean[] targets;
  private final double[] weights;
  private final double targetWeight;
  private final double nontargetWeight;

  private DetectionErrors(double[] scores, boolean[] targets, double[] weights) {
    this.scores = scores;
    this.targets = targets;
    this.weights = weights;
    double targetSum = 0;
    double nontargetSum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (targets[i]) {
        targetSum += weights[i];
      } else {
        nontargetSum += weights[i];
      }
    }
    if (targetSum <= 0 || nontargetSum <= 0) {
      throw new IllegalArgumentException("errors need trials of both kinds");
    }
    this.targetWeight = targetSum;
    this.nontargetWeight = nontargetSum;
  }

  /** The errors of trials that all count alike. */
  public static DetectionErrors of(List<Trial> trials) {
    double[] weights = new double[trials.size()];
    Arrays.fill(weights, 1);
    return weighted(trials, weights);
  }

  /**
   * The errors of weighted trials.
   *
   * @param weights one for each trial, not negative
   */
  public static DetectionErrors weighted(List<Trial> trials, double[] weights) {
    int[] order =
        IntStream.range(0, trials.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> trials.get(i).llr()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] scores = new double[order.length];
    boolean[] targets = new boolean[order.length];
    double[] sorted = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      scores[i] = trials.get(order[i]).llr();
      targets[i] = trials.get(order[i]).target();
      sorted[i] = weights[order[i]];
    }
    return new DetectionErrors(scores, targets, sorted);
  }

  /**
   * The trade between the errors, from accepting everything to refusing everything; equal scores
   * are one point.
   */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    double accepted = nontargetWeight;
    double missed = 0;
    int i = 0;
    points.add(new Point(Double.NEGATIVE_INFINITY, 1, 0));
    while (i < scores.length) {
      double score = scores[i];
      while (i < scores.length && scores[i] == score) {
        if (targets[i]) {
          missed += weights[i];
        } else {
          accepted -= weights[i];
        }
        i++;
      }
      double threshold = i < scores.length ? scores[i] : Double.POSITIVE_INFINITY;
      points.add(
          new Point(
              threshold,
              Math.max(0, accepted / nontargetWeight),
              Math.min(1, missed / targetWeight)));
    }
    return points;
  }

  /**
   * The equal-error rate on the convex hull of the trade between the errors: the rate any system
   * reaches that may choose between two thresholds by chance. It is never above the plain one and
   * does not jump with single trials.
   */
  public double equalErrorRate() {
    List<Point> hull = new ArrayList<>();
    for (Point point : points()) {
      while (hull.size() >= 2 && !turnsRight(hull.get(hull.size() - 2), hull.getLast(), point)) {
        hull.removeLast();
      }
      hull.add(point);
    }
    for (int i = 1; i < hull.size(); i++) {
      Point from = hull.get(i - 1);
      Point to = hull.get(i);
      double before = from.falseAccepts() - from.misses();
      double after = to.falseAccepts() - to.misses();
      if (before >= 0 && after <= 0) {
        double share = before == after ? 0 : before / (before - after);
        return from.misses() + share * (to.misses() - from.misses());
      }
    }
    throw new IllegalStateException("the hull goes from (1, 0) to (0, 1)");
  }

  /** Whether the way a, b, c bends to the right: false accepts fall, misses rise. */
  private static boolean turnsRight(Point a, Point b, Point c) {
    double cross =
        (b.falseAccepts() - a.falseAccepts()) * (c.misses() - b.misses())
            - (b.misses() - a.misses()) * (c.falseAccepts() - b.falseAccepts());
    return cross < 0;
  }

  /** The lowest normalised detection cost any threshold reaches. */
  public double minimumCost(DetectionCost cost) {
    return points().stream()
        .mapToDouble(point -> cost.normalised(point.misses(), point.falseAccepts()))
        .min()
        .orElseThrow();
  }

  /** The normalised detection cost at the threshold the calibration itself would choose. */
  public double actualCost(DetectionCost cost) {
    double threshold = cost.threshold().value();
    return cost.normalised(missRate(threshold), falseAcceptRate(threshold));
  }

  /** The share of nontarget trials at or above a threshold. */
  public double falseAcceptRate(double threshold) {
    double accepted = 0;
    for (int i = 0; i < scores.length; i++) {
      accepted += !targets[i] && scores[i] >= threshold ? weights[i] : 0;
    }
    return accepted / nontargetWeight;
  }

  /** The share of target trials below a threshold. */
  public double missRate(double threshold) {
    double missed = 0;
    for (int i = 0; i < scores.length; i++) {
      missed += targets[i] && scores[i] < threshold ? weights[i] : 0;
    }
    return missed / targetWeight;
  }

  /**
   * Cllr: the mean cost of the ratios as evidence, in bits; 0 is perfect, 1 is what no evidence
   * costs.
   */
  public double logLikelihoodRatioCost() {
    double targetCost = 0;
    double nontargetCost = 0;
    for (int i = 0; i < scores.length; i++) {
      if (targets[i]) {
        targetCost += weights[i] * LogisticRegression.softplus(-scores[i]);
      } else {
        nontargetCost += weights[i] * LogisticRegression.softplus(scores[i]);
      }
    }
    return (targetCost / targetWeight + nontargetCost / nontargetWeight) / (2 * Math.log(2));
  }
}
