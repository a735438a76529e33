package io.voxward.wire.rest;

import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.profile.Tuning;
import org.jspecify.annotations.Nullable;

/** How something is to be tuned; what is left out is as the next one below says. */
public record TuningRequest(
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Integer channel,
    @Nullable String language) {
  /** The member of a session's request that it is. */
  static final String MEMBER = "tuning.";

  Tuning tuning() {
    return new Tuning(
        acceptanceThreshold,
        riskThreshold,
        authenticationSpeechSeconds,
        enrollmentSpeechSeconds,
        channel,
        language);
  }

  /** What a session's request brings; a refusal names the member with its place. */
  static Tuning in(@Nullable TuningRequest given) {
    try {
      return given == null ? Tuning.NONE : given.tuning();
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Invalid(String field, String rule)) {
        throw FailureException.invalid(MEMBER + field, rule);
      }
      throw e;
    }
  }

  /** Says nothing: it is in no log. */
  @Override
  public String toString() {
    return "TuningRequest[hidden]";
  }
}
