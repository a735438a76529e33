package io.voxward.voiceprint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "pending_voiceprints")
@IdClass(PendingVoiceprintRow.Key.class)
class PendingVoiceprintRow {
  record Key(String tenantId, String domainId, String speakerId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "generated_speaker_id")
  String speakerId;

  @Column(name = "behind_model_id", nullable = false)
  String behindModelId;

  @Column(name = "model_id", nullable = false)
  String modelId;

  @Column(name = "sealed", nullable = false)
  byte[] sealed;

  @Column(name = "key_generation", nullable = false)
  int keyGeneration;

  @Column(name = "transform_generation", nullable = false)
  int transformGeneration;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;

  @Column(name = "calls", nullable = false)
  int calls;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
