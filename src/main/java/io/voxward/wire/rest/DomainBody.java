package io.voxward.wire.rest;

import io.voxward.domain.Domain;
import io.voxward.domain.DomainSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A domain as it is shown. */
public record DomainBody(
    String domainId,
    String name,
    @Nullable String description,
    String status,
    int acceptanceThreshold,
    int riskThreshold,
    double enrollmentSpeechSeconds,
    double authenticationSpeechSeconds,
    boolean consentRequired,
    int retentionDays,
    String defaultWatchlistId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant suspendedAt) {

  static DomainBody of(Domain domain) {
    DomainSettings settings = domain.settings();
    return new DomainBody(
        domain.id().value(),
        domain.name(),
        domain.draft().description(),
        domain.status().name(),
        settings.acceptanceThreshold(),
        settings.riskThreshold(),
        settings.enrollmentSpeechSeconds(),
        settings.authenticationSpeechSeconds(),
        settings.consentRequired(),
        settings.retentionDays(),
        domain.defaultWatchlist().value(),
        domain.createdAt(),
        domain.updatedAt(),
        domain.suspendedAt());
  }
}
