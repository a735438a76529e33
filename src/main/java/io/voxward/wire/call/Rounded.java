package io.voxward.wire.call;

/** Numbers as people read them. */
public final class Rounded {
  private static final double TENTHS = 10.0;

  private Rounded() {}

  /** Seconds that were counted: rounded down to a tenth, so that nothing is promised too early. */
  public static double down(double seconds) {
    return Math.floor(seconds * TENTHS) / TENTHS;
  }

  /** Seconds that are missing: rounded up to a tenth, so that zero means none. */
  public static double up(double seconds) {
    return Math.ceil(seconds * TENTHS) / TENTHS;
  }
}
