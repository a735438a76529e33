package io.voxward.voiceprint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "voiceprints")
@IdClass(VoiceprintRow.Key.class)
class VoiceprintRow {
  record Key(String tenantId, String domainId, String ownerKind, String ownerId, String modelId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "owner_kind")
  String ownerKind;

  @Id
  @Column(name = "owner_id")
  String ownerId;

  @Id
  @Column(name = "model_id")
  String modelId;

  @Column(name = "sealed", nullable = false)
  byte[] sealed;

  @Column(name = "key_generation", nullable = false)
  int keyGeneration;

  @Column(name = "transform_generation", nullable = false)
  int transformGeneration;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;

  @Nullable
  @Column(name = "snr_db")
  Double snrDb;

  @Nullable
  @Column(name = "clipping_share")
  Double clippingShare;

  @Nullable
  @Column(name = "bandwidth_hz")
  Double bandwidthHz;

  @Column(name = "source", nullable = false)
  String source;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
