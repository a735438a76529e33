package io.voxward.engine.math;

import java.util.Arrays;

/**
 * Numbers that go in at one end and out at the other, in memory that grows when it must and is
 * otherwise used again. What was taken out is overwritten when the memory is needed or by {@link
 * #erase}. Not for use by two threads at once.
 */
public final class FloatQueue {
  private float[] ring;
  private int start;
  private int size;

  /** An empty queue with room for {@code capacity} numbers before it grows. */
  public FloatQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue needs room for one number: " + capacity);
    }
    ring = new float[capacity];
  }

  /** How many numbers wait. */
  public int size() {
    return size;
  }

  /** Appends {@code count} numbers of {@code from}, beginning at its index {@code offset}. */
  public void add(float[] from, int offset, int count) {
    if (size + count > ring.length) {
      grow(Math.addExact(size, count));
    }
    int end = (start + size) % ring.length;
    int first = Math.min(count, ring.length - end);
    System.arraycopy(from, offset, ring, end, first);
    System.arraycopy(from, offset + first, ring, 0, count - first);
    size += count;
  }

  private void grow(int needed) {
    float[] larger = new float[Math.max(needed, Math.addExact(ring.length, ring.length / 2))];
    copyTo(larger, 0, size);
    ring = larger;
    start = 0;
  }

  /** Copies the {@code count} oldest numbers to {@code to} at {@code offset}; they stay. */
  public void peek(float[] to, int offset, int count) {
    if (count > size) {
      throw new IllegalArgumentException("only " + size + " numbers wait, not " + count);
    }
    copyTo(to, offset, count);
  }

  private void copyTo(float[] to, int offset, int count) {
    int first = Math.min(count, ring.length - start);
    System.arraycopy(ring, start, to, offset, first);
    System.arraycopy(ring, 0, to, offset + first, count - first);
  }

  /** Takes the {@code count} oldest numbers out, into {@code to} at {@code offset}. */
  public void take(float[] to, int offset, int count) {
    peek(to, offset, count);
    drop(count);
  }

  /** Takes the {@code count} oldest numbers out and forgets them. */
  public void drop(int count) {
    if (count < 0 || count > size) {
      throw new IllegalArgumentException("only " + size + " numbers wait, not " + count);
    }
    start = (start + count) % ring.length;
    size -= count;
  }

  /** Empties the queue and overwrites its memory. */
  public void erase() {
    Arrays.fill(ring, 0f);
    start = 0;
    size = 0;
  }

  @Override
  public String toString() {
    return "FloatQueue[" + size + " numbers]";
  }
}
