package io.voxward.client;

/** What came of a recording sent for enrolment. */
public sealed interface RecordingAnswer {

  /** The speaker is enrolled from it. */
  record Enrolled() implements RecordingAnswer {}

  /** It cannot be used; the problem says why. */
  record Unusable(Problem problem) implements RecordingAnswer {}
}
