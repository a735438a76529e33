package io.voxward.voiceprint;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.speaker.Speaker;

/**
 * Whose voiceprint it is. A print is sealed for its owner and opens for nobody else.
 *
 * @param id the owner's generated id
 */
public record VoiceprintOwner(TenantId tenant, DomainId domain, Kind kind, String id) {

  /** What an owner can be. */
  public enum Kind {
    /** A customer. */
    SPEAKER("voiceprint"),
    /** Somebody on a watchlist. */
    FRAUDSTER("fraudster-voiceprint");

    private final String purpose;

    Kind(String purpose) {
      this.purpose = purpose;
    }

    /** What a print of this kind is sealed as: one of another kind does not open in its place. */
    String purpose() {
      return purpose;
    }
  }

  /** The owner that is a speaker. */
  public static VoiceprintOwner of(Speaker speaker) {
    return new VoiceprintOwner(
        speaker.tenant(), speaker.domain(), Kind.SPEAKER, speaker.id().value());
  }

  /** The owner that is a fraudster. */
  public static VoiceprintOwner of(
      TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster) {
    return new VoiceprintOwner(tenant, domain, Kind.FRAUDSTER, fraudster.value());
  }
}
