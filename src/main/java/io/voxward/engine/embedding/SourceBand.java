package io.voxward.engine.embedding;

import io.voxward.engine.audio.SampleRate;

/** What of the spectrum a source of sound can carry. */
public enum SourceBand {
  /** Nothing above 4 kHz: the telephone. */
  TELEPHONE,
  /** Content up to 8 kHz or more. */
  WIDE;

  /** The band that a sample rate can carry at most. */
  public static SourceBand of(SampleRate rate) {
    return rate.hertz() <= SampleRate.TELEPHONE.hertz() ? TELEPHONE : WIDE;
  }
}
