package io.voxward.voiceprint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "kept_recordings")
@IdClass(KeptRecordingRow.Key.class)
class KeptRecordingRow {
  record Key(String tenantId, String domainId, String speakerId, String recordingId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "generated_speaker_id")
  String speakerId;

  @Id
  @Column(name = "recording_id")
  String recordingId;

  @Column(name = "purpose", nullable = false)
  String purpose;

  @Column(name = "sample_rate", nullable = false)
  int sampleRate;

  @Column(name = "seconds", nullable = false)
  double seconds;

  @Column(name = "sealed", nullable = false)
  byte[] sealed;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Nullable
  @Column(name = "expires_at")
  Instant expiresAt;
}
