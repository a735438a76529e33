package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.FailureException;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Tuning;
import io.voxward.session.SessionTuning;
import io.voxward.wire.rest.SessionRequest.SettingsRequest;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a session; a member left out stays as it is.
 *
 * @param profile {@code null} removes it
 * @param tuning in the place of all that the session's requests brought before; empty removes it
 */
public record SessionChange(
    @Nullable String speakerId,
    @Nullable SettingsRequest settings,
    @Nullable JsonNode profile,
    @Nullable TuningRequest tuning) {

  /** Whether it changes what the session is tuned by. */
  boolean tunes() {
    return profile != null || tuning != null;
  }

  /** The profile that the session is tuned by from now on. */
  @Nullable ProfileRef profile(SessionTuning before) {
    ProfileRef known = before.profile();
    String named = Body.text("profile", profile, known == null ? null : known.toString());
    return named == null ? null : ProfileRef.parse("profile", named);
  }

  /** What the session's requests brought, from now on. */
  Tuning tuning(SessionTuning before) {
    if (tuning == null && before.isLost()) {
      throw FailureException.invalid(
          "tuning",
          "is needed: what the session was tuned by was lost with another node; {} for nothing");
    }
    return tuning == null ? before.tuned().inline() : TuningRequest.in(tuning);
  }
}
