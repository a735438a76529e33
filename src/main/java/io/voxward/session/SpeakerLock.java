package io.voxward.session;

/** What becomes of the wish to enrol a session's speaker: from then on the speaker stays. */
public sealed interface SpeakerLock {
  /**
   * The speaker stays.
   *
   * @param claim who it is
   */
  record Locked(Claim claim) implements SpeakerLock {}

  /** An enrolment was asked for before. */
  record LockedBefore() implements SpeakerLock {}

  /** The session has no speaker. */
  record NoSpeaker() implements SpeakerLock {}
}
