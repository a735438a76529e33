package io.voxward.voiceprint;

/** Where the speech behind a voiceprint came from. */
public enum VoiceprintSource {
  /** A live call. */
  SESSION,
  /** A recording sent with a request. */
  UPLOAD,
  /** A batch job. */
  BATCH
}
