package io.voxward.voiceprint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "speaker_keys")
@IdClass(SpeakerKeyRow.Key.class)
class SpeakerKeyRow {
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

  @Column(name = "wrapped", nullable = false)
  byte[] wrapped;

  @Column(name = "key_generation", nullable = false)
  int keyGeneration;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
