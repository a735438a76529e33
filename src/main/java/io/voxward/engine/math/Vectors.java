package io.voxward.engine.math;

/** Sums over vectors of equal length; computed in double precision. */
public final class Vectors {
  private Vectors() {}

  /**
   * The inner product.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public static double dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("lengths differ: " + a.length + " and " + b.length);
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean length. */
  public static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /**
   * A new vector of the same direction and of length 1.
   *
   * @throws IllegalArgumentException when {@code a} has no direction: it is zero or not finite
   */
  public static float[] normalised(float[] a) {
    double norm = norm(a);
    if (!(norm > 0) || Double.isInfinite(norm)) {
      throw new IllegalArgumentException("a vector of length " + norm + " has no direction");
    }
    float[] unit = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      unit[i] = (float) (a[i] / norm);
    }
    return unit;
  }

  /**
   * The mean of vectors, place by place.
   *
   * @throws IllegalArgumentException when there are none or their lengths differ
   */
  public static float[] mean(Iterable<float[]> vectors) {
    double[] sums = new double[0];
    int count = 0;
    for (float[] vector : vectors) {
      if (count == 0) {
        sums = new double[vector.length];
      }
      if (vector.length != sums.length) {
        throw new IllegalArgumentException(
            "lengths differ: " + sums.length + " and " + vector.length);
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += vector[i];
      }
      count++;
    }
    if (count == 0) {
      throw new IllegalArgumentException("there is no mean of no vectors");
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / count);
    }
    return mean;
  }
}
