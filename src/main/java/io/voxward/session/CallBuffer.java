package io.voxward.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The audio of one stream that has arrived and is not heard yet: a ring of bytes in memory, of
 * fixed capacity, grown on demand and cleared on release.
 *
 * <p>Who stops whom: the socket callback appends and never waits; when the ring is full the append
 * is refused and the stream ends with {@link StreamEnd#BUFFER_FULL}. The pump drains. Both sides
 * hold the monitor only for a copy.
 */
final class CallBuffer {
  private static final int FIRST_ALLOCATION = 8 * 1024;

  private final int capacity;
  private byte[] ring = new byte[0];
  private int head;
  private int size;
  private boolean released;

  CallBuffer(int capacityBytes) {
    if (capacityBytes <= 0) {
      throw new IllegalArgumentException("capacity must be positive: " + capacityBytes);
    }
    this.capacity = capacityBytes;
  }

  /** Takes all of {@code audio} or, when it does not fit, none of it; says which. */
  synchronized boolean append(ByteBuffer audio) {
    int length = audio.remaining();
    if (released || length > capacity - size) {
      return false;
    }
    if (length == 0) {
      return true;
    }
    ensure(size + length);
    int tail = (head + size) % ring.length;
    int first = Math.min(length, ring.length - tail);
    audio.get(ring, tail, first);
    audio.get(ring, 0, length - first);
    size += length;
    return true;
  }

  /** Removes and returns the oldest bytes, at most {@code limit} of them. */
  synchronized byte[] drain(int limit) {
    int length = Math.min(limit, size);
    byte[] taken = new byte[length];
    if (length == 0) {
      return taken;
    }
    int first = Math.min(length, ring.length - head);
    System.arraycopy(ring, head, taken, 0, first);
    System.arraycopy(ring, 0, taken, first, length - first);
    head = (head + length) % ring.length;
    size -= length;
    return taken;
  }

  synchronized int size() {
    return size;
  }

  /** Forgets everything and refuses what comes later. */
  synchronized void release() {
    Arrays.fill(ring, (byte) 0);
    ring = new byte[0];
    head = 0;
    size = 0;
    released = true;
  }

  private void ensure(int needed) {
    if (needed <= ring.length) {
      return;
    }
    int length = Math.max(FIRST_ALLOCATION, ring.length);
    while (length < needed) {
      length *= 2;
    }
    byte[] larger = new byte[Math.min(length, capacity)];
    int first = Math.min(size, ring.length - head);
    System.arraycopy(ring, head, larger, 0, first);
    System.arraycopy(ring, 0, larger, first, size - first);
    Arrays.fill(ring, (byte) 0);
    ring = larger;
    head = 0;
  }

  @Override
  public String toString() {
    return "CallBuffer[hidden]";
  }
}
