package io.voxward.evaluation;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.scoring.DisplayScore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the caller is a risk. Voice spoofing is not assessed yet: it has no member here, and a
 * dialect that must name its risk says 0.
 *
 * @param resultId 22 letters and digits; the same as long as the result stands
 * @param decision the decision
 * @param riskThreshold the threshold it was compared with
 * @param reasons why the risk is high; empty otherwise
 * @param knownFraudster how near the watchlist came; absent before enough speech
 * @param watchlist the watchlist that was looked into
 * @param from when the first speech used arrived
 * @param to when the last speech used arrived
 */
public record FraudDetection(
    String resultId,
    FraudDecision decision,
    DisplayScore riskThreshold,
    List<Reason> reasons,
    @Nullable KnownFraudster knownFraudster,
    WatchlistId watchlist,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Keeps an unmodifiable copy. */
  public FraudDetection {
    reasons = List.copyOf(reasons);
  }

  /** Why a call is of high risk. */
  public enum Reason {
    /** The voice is on the watchlist. */
    KNOWN_FRAUDSTER,
    /** The voice is not a living person's. */
    VOICE_SPOOFING
  }

  /**
   * The nearest voice of the watchlist.
   *
   * @param score how near it is
   * @param fraudster who it is; absent when nobody scores above zero
   */
  public record KnownFraudster(DisplayScore score, @Nullable GeneratedFraudsterId fraudster) {}

  /** Whether more speech can still change {@code NOT_ENOUGH_SPEECH} into an answer. */
  public boolean open() {
    return decision == FraudDecision.NOT_ENOUGH_SPEECH;
  }
}
