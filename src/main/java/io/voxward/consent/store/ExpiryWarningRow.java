package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "expiry_warnings")
@IdClass(ExpiryWarningRow.Key.class)
class ExpiryWarningRow {
  record Key(String tenantId, String domainId, String distance) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "distance")
  String distance;

  @Column(name = "retention_days", nullable = false)
  int retentionDays;

  @Column(name = "last_accessed_at", nullable = false)
  Instant lastAccessedAt;

  @Column(name = "generated_speaker_id", nullable = false)
  String generatedSpeakerId;
}
