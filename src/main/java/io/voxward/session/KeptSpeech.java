package io.voxward.session;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The audio of a call that an enrolment may need, in memory: 16-bit samples, never more than a
 * fixed length, zeroed when forgotten. What comes after it is full is not kept.
 */
final class KeptSpeech {
  private static final float SCALE = 32768f;
  private static final int FIRST_ALLOCATION = 16 * 1024;

  private final SampleRate rate;
  private final int capacity;
  private short[] samples = new short[0];
  private int length;

  /**
   * @param rate samples per second
   * @param longestSeconds what is kept at most, in seconds
   */
  KeptSpeech(SampleRate rate, double longestSeconds) {
    this.rate = rate;
    this.capacity = Math.toIntExact(rate.samplesIn(longestSeconds));
  }

  synchronized void keep(float[] sound) {
    int taken = Math.min(sound.length, capacity - length);
    if (length + taken > samples.length) {
      int size = Math.max(FIRST_ALLOCATION, Math.max(samples.length * 2, length + taken));
      short[] larger = Arrays.copyOf(samples, Math.min(size, capacity));
      Arrays.fill(samples, (short) 0);
      samples = larger;
    }
    for (int i = 0; i < taken; i++) {
      int value = Math.round(sound[i] * SCALE);
      samples[length++] = (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
  }

  /** A copy of everything kept; absent when there is nothing. */
  synchronized @Nullable PcmAudio audio() {
    if (length == 0) {
      return null;
    }
    float[] sound = new float[length];
    for (int i = 0; i < length; i++) {
      sound[i] = samples[i] / SCALE;
    }
    return new PcmAudio(sound, rate);
  }

  synchronized void forget() {
    Arrays.fill(samples, (short) 0);
    samples = new short[0];
    length = 0;
  }

  @Override
  public String toString() {
    return "KeptSpeech[hidden]";
  }
}
