package io.voxward.domain.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "domains")
@IdClass(DomainRow.Key.class)
class DomainRow {
  record Key(String tenantId, String domainId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Column(name = "name", nullable = false)
  String name;

  @Nullable
  @Column(name = "description")
  String description;

  @Column(name = "status", nullable = false)
  String status;

  @Column(name = "acceptance_threshold", nullable = false)
  int acceptanceThreshold;

  @Column(name = "risk_threshold", nullable = false)
  int riskThreshold;

  @Column(name = "enrollment_speech_seconds", nullable = false)
  double enrollmentSpeechSeconds;

  @Column(name = "authentication_speech_seconds", nullable = false)
  double authenticationSpeechSeconds;

  @Column(name = "consent_required", nullable = false)
  boolean consentRequired;

  @Column(name = "retention_days", nullable = false)
  int retentionDays;

  /** {@code LAW=days}, separated by commas; absent where there are none. */
  @Nullable
  @Column(name = "retention_clocks")
  String retentionClocks;

  @Column(name = "keep_enrollment_audio", nullable = false)
  boolean keepEnrollmentAudio;

  @Column(name = "tuning_days", nullable = false)
  int tuningDays;

  @Column(name = "least_acceptance_threshold", nullable = false)
  int leastAcceptanceThreshold;

  @Column(name = "default_watchlist_id", nullable = false)
  String defaultWatchlistId;

  /** Absent for the product's own key. */
  @Nullable
  @Column(name = "kms_key_id")
  String kmsKeyId;

  @Nullable
  @Column(name = "old_kms_key_id")
  String oldKmsKeyId;

  @Nullable
  @Column(name = "key_change_status")
  String keyChangeStatus;

  @Nullable
  @Column(name = "key_change_message")
  String keyChangeMessage;

  @Column(name = "key_change_attempts", nullable = false)
  int keyChangeAttempts;

  @Nullable
  @Column(name = "key_change_due_at")
  Instant keyChangeDueAt;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;

  @Nullable
  @Column(name = "suspended_at")
  Instant suspendedAt;

  /** Since when it is purged and cannot be restored. */
  @Nullable
  @Column(name = "purge_started_at")
  Instant purgeStartedAt;

  /** When its secrets were last renewed, or its old ones destroyed. */
  @Nullable
  @Column(name = "secrets_changed_at")
  Instant secretsChangedAt;

  @Version
  @Column(name = "version", nullable = false)
  int version;
}
