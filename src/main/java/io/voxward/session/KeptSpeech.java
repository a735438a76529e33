package io.voxward.session;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audio of a call that an enrolment may need, in memory: 16-bit samples in pieces of a second,
 * never more than a fixed length, zeroed when forgotten. What comes after it is full is not kept.
 */
final class KeptSpeech {
  private static final float SCALE = 32768f;

  private final SampleRate rate;
  private final int capacity;
  private final List<short[]> pieces = new ArrayList<>();
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
    int piece = rate.hertz();
    for (int i = 0; i < taken; i++) {
      if (length == pieces.size() * piece) {
        pieces.add(new short[piece]);
      }
      int value = Math.round(sound[i] * SCALE);
      pieces.getLast()[length % piece] =
          (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
      length++;
    }
  }

  /** How much memory it takes, in bytes. */
  synchronized long bytes() {
    return (long) pieces.size() * rate.hertz() * Short.BYTES;
  }

  /** A copy of everything kept; absent when there is nothing. */
  synchronized @Nullable PcmAudio audio() {
    if (length == 0) {
      return null;
    }
    float[] sound = new float[length];
    int piece = rate.hertz();
    for (int i = 0; i < length; i++) {
      sound[i] = pieces.get(i / piece)[i % piece] / SCALE;
    }
    return new PcmAudio(sound, rate);
  }

  synchronized void forget() {
    pieces.forEach(piece -> Arrays.fill(piece, (short) 0));
    pieces.clear();
    length = 0;
  }

  @Override
  public String toString() {
    return "KeptSpeech[hidden]";
  }
}
