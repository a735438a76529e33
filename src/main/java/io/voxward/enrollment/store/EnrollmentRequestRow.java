package io.voxward.enrollment.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "enrollment_requests")
@IdClass(EnrollmentRequestRow.Key.class)
class EnrollmentRequestRow {
  record Key(String tenantId, String domainId, String sessionId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "session_id")
  String sessionId;

  @Column(name = "generated_speaker_id", nullable = false)
  String speakerId;

  @Column(name = "status", nullable = false)
  String status;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;

  @Column(name = "needed_seconds", nullable = false)
  double neededSeconds;

  @Column(name = "reasons", nullable = false)
  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] reasons;

  @Column(name = "consent_id")
  @Nullable String consentId;

  @Column(name = "retention", nullable = false)
  String retention;

  @Column(name = "requested_at", nullable = false)
  Instant requestedAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
