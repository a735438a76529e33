package io.voxward.engine.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Numbers outside the Java heap that the runtime reads and writes without a copy, made to be used
 * again for other shapes: the memory grows when a larger shape is asked for and is kept otherwise.
 * Not for use by two threads at once.
 */
public final class FloatTensor {
  private FloatBuffer memory = allocate(0);
  private long[] shape = {0};
  private int length;

  /** An empty tensor; {@link #shaped} gives it a size. */
  public FloatTensor() {}

  /**
   * Gives the tensor another shape; the values are those that happen to be there.
   *
   * @return this tensor
   */
  public FloatTensor shaped(long... dimensions) {
    long wanted = 1;
    for (long dimension : dimensions) {
      wanted = Math.multiplyExact(wanted, dimension);
    }
    length = Math.toIntExact(wanted);
    shape = dimensions.clone();
    if (memory.capacity() < length) {
      memory = allocate(length);
    }
    return this;
  }

  private static FloatBuffer allocate(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** How many numbers the present shape holds. */
  public int length() {
    return length;
  }

  /** Writes {@code count} values of {@code from} (from its index {@code start}) at {@code at}. */
  public void put(int at, float[] from, int start, int count) {
    memory.put(at, from, start, count);
  }

  /** Writes one value. */
  public void put(int at, float value) {
    memory.put(at, value);
  }

  /** Reads {@code count} values from {@code at} into {@code to} (from its index {@code start}). */
  public void get(int at, float[] to, int start, int count) {
    memory.get(at, to, start, count);
  }

  /** Reads one value. */
  public float get(int at) {
    return memory.get(at);
  }

  /** Overwrites all memory, so that no voice stays in it. */
  public void erase() {
    for (int i = 0; i < memory.capacity(); i++) {
      memory.put(i, 0f);
    }
  }

  FloatBuffer view() {
    return memory.slice(0, length);
  }

  long[] shape() {
    return shape;
  }

  @Override
  public String toString() {
    return "FloatTensor" + Arrays.toString(shape);
  }
}
