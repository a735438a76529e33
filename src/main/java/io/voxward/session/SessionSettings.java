package io.voxward.session;

import io.voxward.common.FailureException;
import io.voxward.common.WatchlistId;
import org.jspecify.annotations.Nullable;

/**
 * What one session wants otherwise than its domain.
 *
 * @param acceptanceThreshold 0 to 100; the domain's where absent
 * @param riskThreshold 0 to 100; the domain's where absent
 * @param watchlistId the watchlist to look into; the domain's default one where absent
 * @param authentication whether the caller is authenticated at all
 * @param fraudDetection whether fraud is looked for at all
 * @param endWhenDecided whether the stream ends when every decision is made
 */
public record SessionSettings(
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable WatchlistId watchlistId,
    boolean authentication,
    boolean fraudDetection,
    boolean endWhenDecided) {
  /** Everything as the domain has it. */
  public static final SessionSettings AS_DOMAIN =
      new SessionSettings(null, null, null, true, true, false);

  private static final int HIGHEST = 100;

  /** Refuses thresholds outside 0 to 100, naming the member. */
  public SessionSettings {
    check("settings.acceptanceThreshold", acceptanceThreshold);
    check("settings.riskThreshold", riskThreshold);
  }

  private static void check(String field, @Nullable Integer threshold) {
    if (threshold != null && (threshold < 0 || threshold > HIGHEST)) {
      throw FailureException.invalid(field, "must be 0 to " + HIGHEST);
    }
  }
}
