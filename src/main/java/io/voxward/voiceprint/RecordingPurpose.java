package io.voxward.voiceprint;

/** What a recording of a person is kept for. */
public enum RecordingPurpose {
  /** That their voiceprint can be made anew when the model changes; kept as long as that. */
  ENROLLMENT,
  /** Tuning; given by consent, for a time. */
  TUNING
}
