package io.voxward.evaluation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was written down.
 *
 * @param authentication the authentication decision; absent where none was wanted
 * @param score the authentication score, where there was one
 * @param fraud the fraud detection decision; absent where none was wanted
 * @param reasons what else there was to say of the call
 * @param netSpeechSeconds net speech up to then
 * @param model the model behind it
 * @param at when it was made
 */
public record DecisionRecord(
    @Nullable AuthenticationDecision authentication,
    @Nullable Integer score,
    @Nullable FraudDecision fraud,
    List<String> reasons,
    double netSpeechSeconds,
    String model,
    Instant at) {
  /** Keeps an unmodifiable copy. */
  public DecisionRecord {
    reasons = List.copyOf(reasons);
  }
}
