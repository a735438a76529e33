package io.voxward.engine.audio;

/** What kind of bytes a recording is said to be; what is inside is checked against it. */
public sealed interface AudioKind {
  /**
   * A RIFF/WAVE file: PCM of 8, 16, 24 or 32 bits, IEEE float of 32 or 64 bits, A-law or µ-law,
   * with a plain or an extensible header.
   */
  record Wav() implements AudioKind {}

  /** A native FLAC file of 8 to 24 bits. */
  record Flac() implements AudioKind {}

  /**
   * Samples without a header, channels interleaved.
   *
   * @param encoding how one sample is written
   * @param rate samples per second of one channel
   * @param channels 1 to {@link #MOST_CHANNELS}
   */
  record Raw(Encoding encoding, SampleRate rate, int channels) implements AudioKind {
    /** Refuses a number of channels that nothing has. */
    public Raw {
      if (channels < 1 || channels > MOST_CHANNELS) {
        throw new IllegalArgumentException(
            "channels must be 1 to " + MOST_CHANNELS + ", not " + channels);
      }
    }
  }

  /** More channels than this are refused in every kind. */
  int MOST_CHANNELS = 8;
}
