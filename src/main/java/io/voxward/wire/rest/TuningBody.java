package io.voxward.wire.rest;

import io.voxward.profile.Profile;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import io.voxward.session.SessionTuning;
import org.jspecify.annotations.Nullable;

/**
 * What a request was tuned by, its own members over its profile's.
 *
 * @param profile the version that was used; absent where none was named
 */
public record TuningBody(
    @Nullable String profile,
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Integer channel,
    @Nullable String language) {

  /** Absent where nothing was tuned. */
  static @Nullable TuningBody of(Tuned tuned) {
    return of(SessionTuning.of(tuned));
  }

  /** What is known of how a session is tuned; absent where nothing was. */
  static @Nullable TuningBody of(SessionTuning tuning) {
    ProfileRef profile = tuning.profile();
    if (profile == null && tuning.tuned().isEmpty()) {
      return null;
    }
    return body(profile, tuning.tuned().together());
  }

  /** The values in effect of a decision on a recording; absent where nothing was tuned. */
  static @Nullable TuningBody ofDecision(
      Tuned tuned,
      @Nullable Integer acceptanceThreshold,
      @Nullable Integer riskThreshold,
      double neededSeconds) {
    if (tuned.isEmpty()) {
      return null;
    }
    Tuning own = tuned.together();
    return new TuningBody(
        profile(tuned),
        acceptanceThreshold,
        riskThreshold,
        neededSeconds,
        null,
        own.channel(),
        own.language());
  }

  /** The values in effect of an enrolment; absent where nothing was tuned. */
  static @Nullable TuningBody ofEnrollment(Tuned tuned, double neededSeconds) {
    if (tuned.isEmpty()) {
      return null;
    }
    Tuning own = tuned.together();
    return new TuningBody(
        profile(tuned), null, null, null, neededSeconds, own.channel(), own.language());
  }

  private static @Nullable String profile(Tuned tuned) {
    Profile profile = tuned.profile();
    return profile == null ? null : profile.ref().toString();
  }

  private static TuningBody body(@Nullable ProfileRef profile, Tuning tuning) {
    return new TuningBody(
        profile == null ? null : profile.toString(),
        tuning.acceptanceThreshold(),
        tuning.riskThreshold(),
        tuning.authenticationSpeechSeconds(),
        tuning.enrollmentSpeechSeconds(),
        tuning.channel(),
        tuning.language());
  }
}
