package io.voxward.engine.gallery;

import java.util.List;

/**
 * Many vectors of one dimension in one array, {@link #WIDTH} of them to a block; in a block the
 * first numbers of all its vectors come first, then all second ones, and so on. The last block is
 * filled up with zeros.
 */
final class Blocks {
  /**
   * Vectors to a block: whole vector registers on every processor, small enough to stay in them.
   */
  static final int WIDTH = 32;

  private final int count;
  private final int dimension;
  private final float[] numbers;

  private Blocks(int count, int dimension, float[] numbers) {
    this.count = count;
    this.dimension = dimension;
    this.numbers = numbers;
  }

  /**
   * Lays out vectors.
   *
   * @throws IllegalArgumentException if one is of another dimension
   */
  static Blocks of(int dimension, List<float[]> vectors) {
    int blocks = (vectors.size() + WIDTH - 1) / WIDTH;
    float[] numbers = new float[Math.multiplyExact(Math.multiplyExact(blocks, WIDTH), dimension)];
    Blocks laid = new Blocks(vectors.size(), dimension, numbers);
    for (int row = 0; row < vectors.size(); row++) {
      float[] vector = vectors.get(row);
      if (vector.length != dimension) {
        throw new IllegalArgumentException(
            "a vector of " + vector.length + " numbers among those of " + dimension);
      }
      for (int d = 0; d < dimension; d++) {
        numbers[laid.place(row, d)] = vector[d];
      }
    }
    return laid;
  }

  private int place(int row, int d) {
    return (row / WIDTH * dimension + d) * WIDTH + row % WIDTH;
  }

  float at(int row, int d) {
    return numbers[place(row, d)];
  }

  float[] row(int row) {
    float[] vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = at(row, d);
    }
    return vector;
  }

  int count() {
    return count;
  }

  int dimension() {
    return dimension;
  }

  /** The numbers themselves, not a copy. */
  float[] numbers() {
    return numbers;
  }
}
