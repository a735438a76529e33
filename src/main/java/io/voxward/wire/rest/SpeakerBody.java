package io.voxward.wire.rest;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.speaker.Speaker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A speaker as they are shown. */
public record SpeakerBody(
    String generatedSpeakerId,
    @Nullable String customerSpeakerId,
    String status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastAccessedAt) {

  /** Shows {@code speaker}. */
  public static SpeakerBody of(Speaker speaker) {
    CustomerSpeakerId customerId = speaker.customerId();
    return new SpeakerBody(
        speaker.id().value(),
        customerId == null ? null : customerId.value(),
        speaker.status().name(),
        speaker.createdAt(),
        speaker.updatedAt(),
        speaker.lastAccessedAt());
  }
}
