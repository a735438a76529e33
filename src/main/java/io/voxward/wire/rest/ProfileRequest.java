package io.voxward.wire.rest;

import io.voxward.profile.ProfileName;
import io.voxward.profile.Tuning;
import org.jspecify.annotations.Nullable;

/** A profile to be registered. */
public record ProfileRequest(
    @Nullable String name,
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Integer channel,
    @Nullable String language) {

  ProfileName profileName() {
    return new ProfileName(Body.required("name", name));
  }

  Tuning tuning() {
    return new Tuning(
        acceptanceThreshold,
        riskThreshold,
        authenticationSpeechSeconds,
        enrollmentSpeechSeconds,
        channel,
        language);
  }
}
