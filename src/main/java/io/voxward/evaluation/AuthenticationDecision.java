package io.voxward.evaluation;

/** Whether the caller is the claimed speaker (Voice ID's seven words). */
public enum AuthenticationDecision {
  /** The score meets the acceptance threshold. */
  ACCEPT,
  /** The score does not meet the acceptance threshold. */
  REJECT,
  /** Too little net speech so far. */
  NOT_ENOUGH_SPEECH,
  /** The claimed speaker has no voiceprint. */
  SPEAKER_NOT_ENROLLED,
  /** The claimed speaker opted out. */
  SPEAKER_OPTED_OUT,
  /** The session has no speaker. */
  SPEAKER_ID_NOT_PROVIDED,
  /** The claimed speaker's voiceprint expired. */
  SPEAKER_EXPIRED
}
