package io.voxward.wire.rest;

import io.voxward.domain.Domain;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.KeyChange;
import io.voxward.domain.RetentionClock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain as it is shown.
 *
 * @param effectiveRetentionDays the shortest of the retention time and all clocks
 * @param kmsKeyId the name of the key that wraps its secrets
 * @param keyChange how the last change of that key goes on; absent until one was made
 */
public record DomainBody(
    String domainId,
    String name,
    @Nullable String description,
    String status,
    int acceptanceThreshold,
    int leastAcceptanceThreshold,
    int riskThreshold,
    double enrollmentSpeechSeconds,
    double authenticationSpeechSeconds,
    boolean consentRequired,
    int retentionDays,
    List<ClockBody> retentionClocks,
    int effectiveRetentionDays,
    boolean keepEnrollmentAudio,
    int tuningDays,
    String defaultWatchlistId,
    String kmsKeyId,
    @Nullable KeyChangeBody keyChange,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant suspendedAt) {

  /** How long a law, or a rule of the domain's own, lets a voice be kept. */
  public record ClockBody(String law, int days) {
    static ClockBody of(RetentionClock clock) {
      return new ClockBody(clock.law(), clock.days());
    }
  }

  /** How a change of a domain's key goes on. */
  public record KeyChangeBody(String status, String oldKmsKeyId, @Nullable String message) {
    static @Nullable KeyChangeBody of(@Nullable KeyChange change) {
      return change == null
          ? null
          : new KeyChangeBody(change.status().name(), change.from().value(), change.message());
    }
  }

  static DomainBody of(Domain domain) {
    DomainSettings settings = domain.settings();
    return new DomainBody(
        domain.id().value(),
        domain.name(),
        domain.draft().description(),
        domain.status().name(),
        settings.acceptanceThreshold(),
        settings.leastAcceptanceThreshold(),
        settings.riskThreshold(),
        settings.enrollmentSpeechSeconds(),
        settings.authenticationSpeechSeconds(),
        settings.consentRequired(),
        settings.retentionDays(),
        settings.data().clocks().stream().map(ClockBody::of).toList(),
        settings.effectiveRetentionDays(),
        settings.data().keepEnrollmentAudio(),
        settings.data().tuningDays(),
        domain.defaultWatchlist().value(),
        domain.key().id().value(),
        KeyChangeBody.of(domain.key().change()),
        domain.createdAt(),
        domain.updatedAt(),
        domain.suspendedAt());
  }
}
