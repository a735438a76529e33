package io.voxward.engine.scoring;

/**
 * What errors cost: how often a claim is true, and the price of each error.
 *
 * @param targetShare the share of claims that are true, between 0 and 1
 * @param miss the price of refusing a true claim
 * @param falseAccept the price of accepting a false one
 */
public record DetectionCost(double targetShare, double miss, double falseAccept) {
  /** The cost reported everywhere: one claim in a hundred is true, both errors cost one. */
  public static final DetectionCost REPORTED = new DetectionCost(0.01, 1, 1);

  /** Refuses what is not a share or a price. */
  public DetectionCost {
    if (!(targetShare > 0 && targetShare < 1) || !(miss > 0) || !(falseAccept > 0)) {
      throw new IllegalArgumentException("not a detection cost");
    }
  }

  /** The cost of two error rates, divided by that of deciding without listening. */
  public double normalised(double misses, double falseAccepts) {
    double cost = targetShare * miss * misses + (1 - targetShare) * falseAccept * falseAccepts;
    return cost / Math.min(targetShare * miss, (1 - targetShare) * falseAccept);
  }

  /** The ratio at which accepting becomes cheaper than refusing. */
  public LogLikelihoodRatio threshold() {
    return new LogLikelihoodRatio(Math.log((1 - targetShare) * falseAccept / (targetShare * miss)));
  }
}
