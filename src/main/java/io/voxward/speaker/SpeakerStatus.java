package io.voxward.speaker;

/** The life of a speaker; the names are those of the Voice ID service model. */
public enum SpeakerStatus {
  /** Known, without a voiceprint. */
  PENDING,
  /** Has a voiceprint. */
  ENROLLED,
  /** Does not want to be recognised: has no voiceprint and gets none. */
  OPTED_OUT,
  /** Was not heard of for the domain's retention time. */
  EXPIRED
}
