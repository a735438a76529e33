package io.voxward.engine;

import java.util.Arrays;

/**
 * The latest speech of a call, in memory only and as 16-bit numbers, which hold telephone sound
 * without loss in half the room. Grows up to its bound; then the oldest gives way.
 */
final class KeptSpeech {
  private static final float FULL_SCALE = 32768f;
  private static final int FIRST_ROOM = 8000;

  private final int bound;
  private short[] ring;
  private int start;
  private int size;

  KeptSpeech(int bound) {
    this.bound = bound;
    this.ring = new short[Math.min(bound, FIRST_ROOM)];
  }

  int size() {
    return size;
  }

  void add(float[] samples, int count) {
    for (int i = 0; i < count; i++) {
      add(
          (short)
              Math.clamp(Math.round(samples[i] * FULL_SCALE), Short.MIN_VALUE, Short.MAX_VALUE));
    }
  }

  private void add(short sample) {
    if (bound == 0) {
      return;
    }
    if (size == ring.length && size < bound) {
      grow();
    }
    if (size == bound) {
      ring[start] = sample;
      start = (start + 1) % bound;
    } else {
      ring[(start + size) % ring.length] = sample;
      size++;
    }
  }

  /** The ring begins at index 0 as long as it is below its bound. */
  private void grow() {
    short[] larger = Arrays.copyOf(ring, Math.min(bound, ring.length * 2));
    Arrays.fill(ring, (short) 0);
    ring = larger;
  }

  float[] samples() {
    float[] samples = new float[size];
    for (int i = 0; i < size; i++) {
      samples[i] = ring[(start + i) % ring.length] / FULL_SCALE;
    }
    return samples;
  }

  void erase() {
    Arrays.fill(ring, (short) 0);
    start = 0;
    size = 0;
  }

  @Override
  public String toString() {
    return "KeptSpeech[" + size + " samples]";
  }
}
