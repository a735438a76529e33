package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * What a new domain is to be like; members left null take the service's defaults.
 *
 * @param name name for people
 * @param description what it is for
 * @param acceptanceThreshold least score that authenticates, 0 to 100
 * @param enrollmentSpeechSeconds net speech that an enrolment needs
 * @param authenticationSpeechSeconds net speech that a decision needs at most
 */
public record DomainSettings(
    String name,
    @Nullable String description,
    @Nullable Integer acceptanceThreshold,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Double authenticationSpeechSeconds) {

  /** A domain with the service's defaults. */
  public static DomainSettings named(String name) {
    return new DomainSettings(name, null, null, null, null);
  }

  /** The same, enrolling from {@code seconds} of net speech. */
  public DomainSettings enrollingFrom(double seconds) {
    return new DomainSettings(
        name, description, acceptanceThreshold, seconds, authenticationSpeechSeconds);
  }
}
