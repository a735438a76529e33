package io.voxward.engine.audio;

/** What a Kaiser window is made of. */
final class Bessel {
  private Bessel() {}

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  static double i0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      double factor = x / (2 * k);
      term *= factor * factor;
      sum += term;
    }
    return sum;
  }
}
