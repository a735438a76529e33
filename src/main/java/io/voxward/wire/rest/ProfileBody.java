package io.voxward.wire.rest;

import io.voxward.profile.Profile;
import io.voxward.profile.Tuning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of a profile. */
public record ProfileBody(
    String name,
    int version,
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Integer channel,
    @Nullable String language,
    Instant createdAt) {

  static ProfileBody of(Profile profile) {
    Tuning tuning = profile.tuning();
    return new ProfileBody(
        profile.name().value(),
        profile.version(),
        tuning.acceptanceThreshold(),
        tuning.riskThreshold(),
        tuning.authenticationSpeechSeconds(),
        tuning.enrollmentSpeechSeconds(),
        tuning.channel(),
        tuning.language(),
        profile.createdAt());
  }
}
