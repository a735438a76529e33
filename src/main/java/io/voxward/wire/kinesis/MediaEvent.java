package io.voxward.wire.kinesis;

import java.nio.ByteBuffer;

/** What a {@link MatroskaReader} finds, in the order in which it stands in the media. */
sealed interface MediaEvent {
  /** A segment begins: what was said of tracks before no longer holds. */
  record Began() implements MediaEvent {}

  /**
   * A track is described.
   *
   * @param name empty where it has none
   * @param codec empty where it is not said
   */
  record Track(long number, String name, String codec, double hertz, long channels)
      implements MediaEvent {}

  /** A tag: of the fragment that follows, as Kinesis Video Streams orders them. */
  record Tag(String name, String value) implements MediaEvent {
    /** The name only: a value may be anybody's text. */
    @Override
    public String toString() {
      return "Tag[" + name + "]";
    }
  }

  /** A fragment begins: Matroska's cluster. */
  record FragmentBegan() implements MediaEvent {}

  /**
   * A piece of one track.
   *
   * @param data valid until the reader is asked again
   */
  record Block(long track, ByteBuffer data) implements MediaEvent {
    @Override
    public String toString() {
      return "Block[hidden]";
    }
  }

  /** A fragment has come to its end and is whole. */
  record FragmentEnded() implements MediaEvent {}
}
