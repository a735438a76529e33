package io.voxward.wire.kinesis;

/** Where the fetching of a call's audio stands. */
public enum PullState {
  /** The stream could not be opened yet; it is tried again. */
  CONNECTING,
  /** Its audio is heard. */
  STREAMING
}
