package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Tuning;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * What a request whose body is a recording wants otherwise than its domain, as query parameters.
 * The channel is among those of the recording itself.
 */
public class TuningQuery {
  @QueryParam("profile")
  public @Nullable String profile;

  @QueryParam("acceptanceThreshold")
  public @Nullable String acceptanceThreshold;

  @QueryParam("riskThreshold")
  public @Nullable String riskThreshold;

  @QueryParam("authenticationSpeechSeconds")
  public @Nullable String authenticationSpeechSeconds;

  @QueryParam("enrollmentSpeechSeconds")
  public @Nullable String enrollmentSpeechSeconds;

  @QueryParam("language")
  public @Nullable String language;

  /** The profile named; absent where none is. */
  @Nullable ProfileRef ref() {
    return profile == null ? null : ProfileRef.parse("profile", profile);
  }

  /** What the request brings itself. */
  Tuning tuning() {
    return new Tuning(
        Score.query("acceptanceThreshold", acceptanceThreshold),
        Score.query("riskThreshold", riskThreshold),
        seconds("authenticationSpeechSeconds", authenticationSpeechSeconds),
        seconds("enrollmentSpeechSeconds", enrollmentSpeechSeconds),
        null,
        language);
  }

  private static @Nullable Double seconds(String field, @Nullable String given) {
    try {
      return given == null ? null : Double.valueOf(given);
    } catch (NumberFormatException notANumber) {
      throw FailureException.invalid(field, "must be a number of seconds");
    }
  }
}
