package io.voxward.engine.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What share of other speakers reaches a log-likelihood ratio: measured at a few rates, straight
 * lines between them (ratio against the logarithm of the rate), and an exponential tail beyond the
 * rarest measured one.
 */
public final class FalseAcceptCurve {
  /** The rates a curve is measured at, where the data has enough comparisons for them. */
  private static final double[] RATES = {
    0.99, 0.9, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002,
    0.0001
  };

  /** A rate is measured when at least so many comparisons lie beyond it. */
  private static final int LEAST_BEYOND = 10;

  /** The share of comparisons the exponential tail is fitted to. */
  private static final double TAIL = 0.01;

  /** Neighbouring points are at least so far apart, so that the curve can be inverted. */
  private static final double LEAST_STEP = 1e-6;

  /**
   * A measured point.
   *
   * @param rate share of other speakers at or above the ratio, between 0 and 1
   * @param llr the ratio
   */
  public record Point(double rate, double llr) {
    /** Refuses what is not a rate. */
    public Point {
      if (!(rate > 0 && rate < 1) || !Double.isFinite(llr)) {
        throw new IllegalArgumentException("not a point of the curve: " + rate + " at " + llr);
      }
    }
  }

  private final List<Point> points;
  private final double tailScale;

  /**
   * A curve through measured points.
   *
   * @param points at least two, with falling rates and rising ratios
   * @param tailScale by how much the ratio rises while the rate falls to 1/e beyond the last point
   */
  public FalseAcceptCurve(List<Point> points, double tailScale) {
    if (points.size() < 2 || !(tailScale > 0 && Double.isFinite(tailScale))) {
      throw new IllegalArgumentException("a curve needs two points and a rising tail");
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).rate() >= points.get(i - 1).rate()
          || points.get(i).llr() <= points.get(i - 1).llr()) {
        throw new IllegalArgumentException("rates must fall while ratios rise: point " + i);
      }
    }
    this.points = List.copyOf(points);
    this.tailScale = tailScale;
  }

  /**
   * Measures the curve on comparisons of different speakers.
   *
   * @param nontargets their ratios, at least 100
   * @param independent how many of them are independent of each other: the same pair compared on
   *     three lengths of speech counts once
   */
  public static FalseAcceptCurve measure(double[] nontargets, int independent) {
    if (independent < 100 || independent > nontargets.length) {
      throw new IllegalArgumentException(
          "a false-accept curve needs at least 100 comparisons, not " + independent);
    }
    double[] sorted = nontargets.clone();
    Arrays.sort(sorted);
    List<Point> points = new ArrayList<>();
    double previous = Double.NEGATIVE_INFINITY;
    for (double rate : RATES) {
      // At the edge of its evidence a rate may lack a comparison or two; the tail begins there.
      if (rate * independent < LEAST_BEYOND && rate < 0.5) {
        break;
      }
      double llr = Math.max(upperQuantile(sorted, rate), previous + LEAST_STEP);
      points.add(new Point(rate, llr));
      previous = llr;
    }
    return new FalseAcceptCurve(points, meanExcess(sorted));
  }

  private static double upperQuantile(double[] sorted, double rate) {
    double position = (1 - rate) * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static double meanExcess(double[] sorted) {
    int count = Math.max(LEAST_BEYOND, (int) Math.round(TAIL * sorted.length));
    double edge = sorted[sorted.length - 1 - count];
    double sum = 0;
    for (int i = sorted.length - count; i < sorted.length; i++) {
      sum += sorted[i] - edge;
    }
    return Math.max(sum / count, LEAST_STEP);
  }

  /** The expected share of other speakers at or above a ratio, 0 to 1; falls as the ratio rises. */
  public double rateAt(LogLikelihoodRatio llr) {
    double value = llr.value();
    Point first = points.getFirst();
    Point last = points.getLast();
    if (value >= last.llr()) {
      return last.rate() * Math.exp(-(value - last.llr()) / tailScale);
    }
    if (value <= first.llr()) {
      // Below everything measured the rate goes to one as fast as the tail goes to zero.
      return 1 - (1 - first.rate()) * Math.exp((value - first.llr()) / tailScale);
    }
    int next = 1;
    while (points.get(next).llr() < value) {
      next++;
    }
    Point from = points.get(next - 1);
    Point to = points.get(next);
    double share = (value - from.llr()) / (to.llr() - from.llr());
    return Math.exp(Math.log(from.rate()) * (1 - share) + Math.log(to.rate()) * share);
  }

  /** The measured points, rates falling. */
  public List<Point> points() {
    return points;
  }

  /** By how much the ratio rises while the rate falls to 1/e beyond the last point. */
  public double tailScale() {
    return tailScale;
  }

  /** The smallest rate that was measured; smaller ones are extrapolated. */
  public double smallestMeasuredRate() {
    return points.getLast().rate();
  }
}
