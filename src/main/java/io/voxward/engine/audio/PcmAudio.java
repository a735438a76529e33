package io.voxward.engine.audio;

import java.util.Arrays;

/**
 * One channel of sound in memory: finite samples, nominally in [-1, 1), and their rate. A resampler
 * may overshoot that range a little; nothing here is NaN or infinite.
 *
 * <p>Holds a voice: {@link #toString} tells only rate and length, and it is not serializable.
 */
public final class PcmAudio {
  private final float[] samples;
  private final SampleRate rate;

  /**
   * Wraps {@code samples} without copying them: the caller hands them over.
   *
   * @throws IllegalArgumentException when a sample is NaN or infinite
   */
  public PcmAudio(float[] samples, SampleRate rate) {
    if (!allFinite(samples)) {
      throw new IllegalArgumentException("samples must be finite numbers");
    }
    this.samples = samples;
    this.rate = rate;
  }

  /** Whether no sample is NaN or infinite. */
  static boolean allFinite(float[] samples) {
    float zero = 0;
    for (float sample : samples) {
      zero += sample * 0f;
    }
    return zero == 0;
  }

  /** The samples themselves, shared and not copied: read, do not write. */
  public float[] samples() {
    return samples;
  }

  /** The sampling rate. */
  public SampleRate rate() {
    return rate;
  }

  /** How many samples there are. */
  public int length() {
    return samples.length;
  }

  /** How long it lasts, in seconds. */
  public double seconds() {
    return (double) samples.length / rate.hertz();
  }

  /**
   * A copy of the samples from {@code from} (included) to {@code to} (excluded).
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ length
   */
  public PcmAudio slice(int from, int to) {
    if (from < 0 || to < from || to > samples.length) {
      throw new IndexOutOfBoundsException(
          "slice [" + from + ", " + to + ") of " + samples.length + " samples");
    }
    return new PcmAudio(Arrays.copyOfRange(samples, from, to), rate);
  }

  /** Rate and length only; never the voice. */
  @Override
  public String toString() {
    return "PcmAudio[" + samples.length + " samples, " + rate + "]";
  }
}
