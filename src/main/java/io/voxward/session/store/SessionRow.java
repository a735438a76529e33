package io.voxward.session.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sessions")
@IdClass(SessionRow.Key.class)
class SessionRow {
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

  @Column(name = "session_name", nullable = false)
  String sessionName;

  @Column(name = "generated_speaker_id")
  @Nullable String speakerId;

  @Column(name = "node_id", nullable = false)
  String nodeId;

  @Column(name = "streaming_status", nullable = false)
  String streamingStatus;

  @Column(name = "audio_encoding", nullable = false)
  String audioEncoding;

  @Column(name = "sample_rate", nullable = false)
  int sampleRate;

  @Column(name = "channels", nullable = false)
  int channels;

  @Column(name = "caller_channel", nullable = false)
  int callerChannel;

  @Column(name = "acceptance_threshold")
  @Nullable Integer acceptanceThreshold;

  @Column(name = "risk_threshold")
  @Nullable Integer riskThreshold;

  @Column(name = "authentication_speech_seconds")
  @Nullable Double authenticationSpeechSeconds;

  @Column(name = "original_contact_arn")
  @Nullable String originalContactArn;

  @Column(name = "authentication_on", nullable = false)
  boolean authenticationOn;

  @Column(name = "fraud_detection_on", nullable = false)
  boolean fraudDetectionOn;

  @Column(name = "end_when_decided", nullable = false)
  boolean endWhenDecided;

  @Column(name = "watchlist_id")
  @Nullable String watchlistId;

  @Column(name = "profile")
  @Nullable String profile;

  @Column(name = "tuned", nullable = false)
  boolean tuned;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;

  @Column(name = "end_reason")
  @Nullable String endReason;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "expires_at", nullable = false)
  Instant expiresAt;

  @Column(name = "orphaned_at")
  @Nullable Instant orphanedAt;

  @Column(name = "orphaned_by")
  @Nullable String orphanedBy;

  @Version
  @Column(name = "version", nullable = false)
  int version;
}
