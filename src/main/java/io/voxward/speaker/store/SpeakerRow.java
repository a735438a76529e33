package io.voxward.speaker.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "speakers")
@IdClass(SpeakerRow.Key.class)
class SpeakerRow {
  record Key(String tenantId, String domainId, String generatedSpeakerId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "generated_speaker_id")
  String generatedSpeakerId;

  @Nullable
  @Column(name = "customer_speaker_id")
  String customerSpeakerId;

  @Column(name = "status", nullable = false)
  String status;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;

  /** When the voice of an expired speaker is erased; absent once it is, and on everybody else. */
  @Nullable
  @Column(name = "erase_voice_at")
  Instant eraseVoiceAt;

  @Nullable
  @Column(name = "last_accessed_at")
  Instant lastAccessedAt;
}
