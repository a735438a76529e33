package io.voxward.engine.audio;

/**
 * How many samples make one second of sound.
 *
 * @param hertz 8000 to 48000, both included
 */
public record SampleRate(int hertz) {
  /** The lowest rate taken, in hertz. */
  public static final int LOWEST = 8000;

  /** The highest rate taken, in hertz. */
  public static final int HIGHEST = 48000;

  /** 8 kHz: the telephone network. */
  public static final SampleRate TELEPHONE = new SampleRate(8000);

  /** 16 kHz: wideband speech, the input of the speaker model. */
  public static final SampleRate WIDEBAND = new SampleRate(16000);

  /**
   * Refuses a rate outside {@link #LOWEST} to {@link #HIGHEST}.
   *
   * @throws IllegalArgumentException naming the rule
   */
  public SampleRate {
    if (!isTaken(hertz)) {
      throw new IllegalArgumentException(
          "the sampling rate must be " + LOWEST + " to " + HIGHEST + " Hz, not " + hertz);
    }
  }

  /** Whether {@code hertz} is a rate that we take; never throws. */
  public static boolean isTaken(long hertz) {
    return hertz >= LOWEST && hertz <= HIGHEST;
  }

  /** How many whole samples lie in {@code seconds}, rounded down. */
  public long samplesIn(double seconds) {
    return (long) Math.floor(seconds * hertz);
  }

  @Override
  public String toString() {
    return hertz + " Hz";
  }
}
