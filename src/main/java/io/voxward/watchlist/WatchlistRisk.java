package io.voxward.watchlist;

import io.voxward.engine.scoring.DisplayScore;

/**
 * The risk score of the nearest voice on a list: the displayed score of the <em>search</em>, not of
 * the one comparison.
 *
 * <p>One comparison with one stranger reaches a ratio {@code r} at the expected false-accept rate
 * {@code p(r)} of the calibration. A search compares a caller with {@code n} fraudsters and takes
 * the best, so an innocent caller has {@code n} chances to be mistaken: by the union bound
 *
 * <pre>P(best of n reaches r) ≤ n · p(r),</pre>
 *
 * whether or not the comparisons depend on each other (they do: it is one caller). The score is
 * therefore that of the rate {@code n · p(r)}, at most 1. So a threshold keeps its meaning of
 * {@link DisplayScore} however long the list grows: at a risk threshold of 50 at most one innocent
 * caller in a hundred is flagged, with one fraudster on the list or ten thousand. The price is paid
 * by sensitivity: ten times the list needs ten times rarer evidence for the same score.
 *
 * <p>The score rises with the ratio, falls with the length of the list and is 0 for an empty list.
 * Somebody registered twice counts twice, which only lowers the score. The bound is as good as the
 * calibration: rates rarer than {@link
 * io.voxward.engine.scoring.Calibration#smallestMeasuredRate()} are extrapolated, and long lists
 * live there (docs/decisions/0008-watchlist-risk.md has the measurement).
 */
final class WatchlistRisk {
  private WatchlistRisk() {}

  /**
   * The score of a search.
   *
   * @param falseAcceptRate the expected rate of the best comparison alone, 0 to 1
   * @param searched how many fraudsters were compared
   */
  static DisplayScore of(double falseAcceptRate, int searched) {
    return searched == 0
        ? new DisplayScore(0)
        : DisplayScore.ofFalseAcceptRate(Math.min(1, falseAcceptRate * searched));
  }
}
