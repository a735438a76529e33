package io.voxward.session;

import io.voxward.common.FailureException;
import io.voxward.common.WatchlistId;
import org.jspecify.annotations.Nullable;

/**
 * What one session wants otherwise than its domain.
 *
 * @param acceptanceThreshold 0 to 100; the domain's where absent
 * @param riskThreshold 0 to 100; the domain's where absent
 * @param authenticationSpeechSeconds net speech, in seconds, after which a decision is made at the
 *     latest, 5 to 10; the domain's where absent
 * @param watchlistId the watchlist to look into; the domain's default one where absent
 * @param authentication whether the caller is authenticated at all
 * @param fraudDetection whether fraud is looked for at all
 * @param endWhenDecided whether the stream ends when every decision is made
 */
public record SessionSettings(
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable WatchlistId watchlistId,
    boolean authentication,
    boolean fraudDetection,
    boolean endWhenDecided) {
  /** Everything as the domain has it. */
  public static final SessionSettings AS_DOMAIN =
      new SessionSettings(null, null, null, null, true, true, false);

  private static final int HIGHEST = 100;
  private static final double LEAST_SPEECH_SECONDS = 5;
  private static final double MOST_SPEECH_SECONDS = 10;

  /** Refuses thresholds outside 0 to 100 and speech outside 5 to 10 s, naming the member. */
  public SessionSettings {
    check("settings.acceptanceThreshold", acceptanceThreshold);
    check("settings.riskThreshold", riskThreshold);
    if (authenticationSpeechSeconds != null
        && !(authenticationSpeechSeconds >= LEAST_SPEECH_SECONDS
            && authenticationSpeechSeconds <= MOST_SPEECH_SECONDS)) {
      throw FailureException.invalid(
          "settings.authenticationSpeechSeconds",
          "must be " + LEAST_SPEECH_SECONDS + " to " + MOST_SPEECH_SECONDS + " seconds");
    }
  }

  private static void check(String field, @Nullable Integer threshold) {
    if (threshold != null && (threshold < 0 || threshold > HIGHEST)) {
      throw FailureException.invalid(field, "must be 0 to " + HIGHEST);
    }
  }
}
