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
    // Four sums side by side: the processor need not wait for one addition before the next.
    float zero0 = 0;
    float zero1 = 0;
    float zero2 = 0;
    float zero3 = 0;
    int i = 0;
    for (; i + 4 <= samples.length; i += 4) {
      zero0 += samples[i] * 0f;
      zero1 += samples[i + 1] * 0f;
      zero2 += samples[i + 2] * 0f;
      zero3 += samples[i + 3] * 0f;
    }
    for (; i < samples.length; i++) {
      zero0 += samples[i] * 0f;
    }
    return zero0 + zero1 + zero2 + zero3 == 0;
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
