package io.voxward.engine.math;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A rotation (with or without reflection) drawn from a secret: the same seed gives the same matrix
 * on every machine, and without the seed it is one of all rotations, each as likely as the other
 * (Haar measure; Mezzadri, "How to generate random matrices from the classical compact groups",
 * 2007). Angles between vectors stay as they are; the vectors themselves become unrelated to what
 * another seed makes of them.
 */
public final class OrthogonalMatrix {
  private static final int SEED_BYTES = 32;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;
  private static final int UNUSED_BITS = 11;

  private final int dimension;
  private final float[] rows;

  private OrthogonalMatrix(int dimension, float[] rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * The matrix that {@code seed} stands for.
   *
   * @param seed 32 unpredictable bytes
   * @param dimension how many numbers a vector has, 1 or more
   */
  public static OrthogonalMatrix fromSeed(byte[] seed, int dimension) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    QRDecomposition qr = new QRDecomposition(gaussian(seed, dimension));
    RealMatrix q = qr.getQ();
    RealMatrix r = qr.getR();
    float[] rows = new float[dimension * dimension];
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < dimension; column++) {
        // The signs of R's diagonal make the decomposition unique, and with it the distribution.
        double sign = r.getEntry(column, column) < 0 ? -1 : 1;
        rows[row * dimension + column] = (float) (sign * q.getEntry(row, column));
      }
    }
    return new OrthogonalMatrix(dimension, rows);
  }

  /** Independent normal numbers: SHA-256 of seed and counter, then Box and Muller's method. */
  private static RealMatrix gaussian(byte[] seed, int dimension) {
    RealMatrix matrix = new Array2DRowRealMatrix(dimension, dimension);
    MessageDigest digest = sha256();
    for (int cell = 0; cell < dimension * dimension; cell++) {
      digest.update(seed);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(cell).array());
      ByteBuffer random = ByteBuffer.wrap(digest.digest());
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(random.getLong())));
      double angle = 2 * Math.PI * unit(random.getLong());
      matrix.setEntry(cell / dimension, cell % dimension, radius * StrictMath.cos(angle));
    }
    return matrix;
  }

  /** A number in [0, 1) from 53 of 64 random bits. */
  private static double unit(long bits) {
    return (bits >>> UNUSED_BITS) * TWO_TO_MINUS_53;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** How many numbers a vector has. */
  public int dimension() {
    return dimension;
  }

  /**
   * The vector turned.
   *
   * @throws IllegalArgumentException if it has another dimension
   */
  public float[] apply(float[] vector) {
    requireDimension(vector);
    float[] turned = new float[dimension];
    for (int row = 0; row < dimension; row++) {
      double sum = 0;
      for (int column = 0; column < dimension; column++) {
        sum += (double) rows[row * dimension + column] * vector[column];
      }
      turned[row] = (float) sum;
    }
    return turned;
  }

  /**
   * The vector turned back: the inverse of {@link #apply}.
   *
   * @throws IllegalArgumentException if it has another dimension
   */
  public float[] applyInverse(float[] vector) {
    requireDimension(vector);
    double[] sums = new double[dimension];
    for (int row = 0; row < dimension; row++) {
      for (int column = 0; column < dimension; column++) {
        sums[column] += (double) rows[row * dimension + column] * vector[row];
      }
    }
    float[] back = new float[dimension];
    for (int column = 0; column < dimension; column++) {
      back[column] = (float) sums[column];
    }
    return back;
  }

  private void requireDimension(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "a vector of " + vector.length + " numbers for a matrix of " + dimension);
    }
  }

  /** The dimension only: the numbers are a secret. */
  @Override
  public String toString() {
    return "OrthogonalMatrix[" + dimension + "]";
  }
}
