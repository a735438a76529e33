package io.voxward.enrollment;

/** How an enrolment by session goes on (Voice ID's words). */
public enum EnrollmentStatus {
  /** Asked for; more net speech is needed. */
  NOT_ENOUGH_SPEECH,
  /** There is enough speech; the voiceprint is being made. */
  IN_PROGRESS,
  /** The speaker is enrolled. */
  COMPLETED,
  /** Refused, with reasons. */
  FAILED
}
