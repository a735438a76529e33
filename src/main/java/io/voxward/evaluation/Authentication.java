package io.voxward.evaluation;

import io.voxward.engine.scoring.DisplayScore;
import io.voxward.session.Claim;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the caller is the claimed speaker.
 *
 * @param resultId 22 letters and digits; the same as long as the result stands
 * @param decision the decision
 * @param score only with {@link AuthenticationDecision#ACCEPT} and {@link
 *     AuthenticationDecision#REJECT}
 * @param acceptanceThreshold the threshold it was compared with
 * @param expectedFalseAcceptRate the share of other speakers expected at or above the threshold, on
 *     the data of the calibration
 * @param speaker who was claimed; absent while nobody said
 * @param from when the first speech used arrived
 * @param to when the last speech used arrived
 * @param reasons stable words that say more
 */
public record Authentication(
    String resultId,
    AuthenticationDecision decision,
    @Nullable DisplayScore score,
    DisplayScore acceptanceThreshold,
    double expectedFalseAcceptRate,
    @Nullable Claim speaker,
    @Nullable Instant from,
    @Nullable Instant to,
    List<String> reasons) {
  /** Keeps an unmodifiable copy. */
  public Authentication {
    reasons = List.copyOf(reasons);
  }

  /** Whether more speech can still change {@code NOT_ENOUGH_SPEECH} into an answer. */
  public boolean open() {
    return decision == AuthenticationDecision.NOT_ENOUGH_SPEECH;
  }
}
