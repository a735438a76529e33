package io.voxward.evaluation;

/** Whether the caller is a risk (Voice ID's words). */
public enum FraudDecision {
  /** A risk score meets the risk threshold. */
  HIGH_RISK,
  /** No risk score meets the risk threshold. */
  LOW_RISK,
  /** Too little net speech so far. */
  NOT_ENOUGH_SPEECH
}
