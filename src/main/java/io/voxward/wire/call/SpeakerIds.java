package io.voxward.wire.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.voxward.common.CustomerSpeakerId;
import io.voxward.session.Claim;
import org.jspecify.annotations.Nullable;

/** The two ids of a speaker. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpeakerIds(String generatedSpeakerId, @Nullable String customerSpeakerId) {
  /** The ids of whoever is claimed; absent without a claim. */
  public static @Nullable SpeakerIds of(@Nullable Claim claim) {
    if (claim == null) {
      return null;
    }
    CustomerSpeakerId customerId = claim.customerId();
    return new SpeakerIds(claim.speaker().value(), customerId == null ? null : customerId.value());
  }
}
