package io.voxward.engine.math;

/**
 * The transform of {@link RealFft} for many pieces of sound at once, side by side: row {@code i}
 * holds sample {@code i} of every piece, so that each step is one plain loop over a row, which the
 * compiler turns into vector instructions. Works in place; the reordering that this brings is only
 * a table of rows.
 *
 * <p>Every number goes through the same operations in the same order as in {@link RealFft}, so the
 * two agree to the last bit. Immutable and thread-safe.
 */
public final class RealFftLanes {
  private final int size;
  private final int half;
  private final float[] cos;
  private final float[] sin;
  private final float[] splitCos;
  private final float[] splitSin;
  private final int[] rowOf;

  /** The same transform as {@code one}. */
  public RealFftLanes(RealFft one) {
    this.size = one.size();
    this.half = size / 2;
    this.cos = one.cos();
    this.sin = one.sin();
    this.splitCos = one.splitCos();
    this.splitSin = one.splitSin();
    this.rowOf = new int[half + 1];
    for (int k = 0; k < half; k++) {
      rowOf[k] = 2 * place(k, half);
    }
    rowOf[half] = 1;
  }

  /** Where frequency {@code k} of a complex transform of {@code length} numbers comes to lie. */
  private static int place(int k, int length) {
    return length < 4 ? k : k % 4 * (length / 4) + place(k / 4, length / 4);
  }

  /** How many rows go in. */
  public int size() {
    return size;
  }

  /** Which row holds the power of frequency {@code k} after {@link #power}. */
  public int rowOf(int k) {
    return rowOf[k];
  }

  /**
   * The power spectra: squared magnitudes, not scaled; {@link #rowOf} tells where.
   *
   * @param rows {@link #size} rows of equal length; overwritten
   */
  public void power(float[][] rows) {
    transform(rows, 0, half, 1);
    ends(rows[0], rows[1]);
    for (int k = 1; k <= half / 2; k++) {
      split(rows, rowOf[k], rowOf[half - k], splitCos[k], splitSin[k]);
    }
  }

  /**
   * The complex transform of {@code length} numbers, two rows each, from {@code start} on. Each
   * quarter is finished before the next is begun, so that its rows stay in the nearest cache.
   */
  private void transform(float[][] rows, int start, int length, int stride) {
    if (length == 2) {
      radix2(rows[2 * start], rows[2 * start + 2]);
      radix2(rows[2 * start + 1], rows[2 * start + 3]);
    } else if (length > 2) {
      int quarter = length / 4;
      straight(rows, 2 * start, 2 * quarter);
      for (int p = 1; p < quarter; p++) {
        turned(rows, 2 * (start + p), 2 * quarter, p * stride);
      }
      for (int part = 0; part < 4; part++) {
        transform(rows, start + part * quarter, quarter, 4 * stride);
      }
    }
  }

  /** Butterflies whose factors are all 1. */
  private static void straight(float[][] rows, int at, int step) {
    float[] aRe = rows[at];
    float[] aIm = rows[at + 1];
    float[] bRe = rows[at + step];
    float[] bIm = rows[at + step + 1];
    float[] cRe = rows[at + 2 * step];
    float[] cIm = rows[at + 2 * step + 1];
    float[] dRe = rows[at + 3 * step];
    float[] dIm = rows[at + 3 * step + 1];
    for (int q = 0; q < aRe.length; q++) {
      float sumAcRe = aRe[q] + cRe[q];
      float sumAcIm = aIm[q] + cIm[q];
      float lessAcRe = aRe[q] - cRe[q];
      float lessAcIm = aIm[q] - cIm[q];
      float sumBdRe = bRe[q] + dRe[q];
      float sumBdIm = bIm[q] + dIm[q];
      float lessBdRe = bRe[q] - dRe[q];
      float lessBdIm = bIm[q] - dIm[q];
      aRe[q] = sumAcRe + sumBdRe;
      aIm[q] = sumAcIm + sumBdIm;
      bRe[q] = lessAcRe + lessBdIm;
      bIm[q] = lessAcIm - lessBdRe;
      cRe[q] = sumAcRe - sumBdRe;
      cIm[q] = sumAcIm - sumBdIm;
      dRe[q] = lessAcRe - lessBdIm;
      dIm[q] = lessAcIm + lessBdRe;
    }
  }

  private void turned(float[][] rows, int at, int step, int factor) {
    float[] aRe = rows[at];
    float[] aIm = rows[at + 1];
    float[] bRe = rows[at + step];
    float[] bIm = rows[at + step + 1];
    float[] cRe = rows[at + 2 * step];
    float[] cIm = rows[at + 2 * step + 1];
    float[] dRe = rows[at + 3 * step];
    float[] dIm = rows[at + 3 * step + 1];
    float cos1 = cos[factor];
    float sin1 = sin[factor];
    float cos2 = cos[2 * factor];
    float sin2 = sin[2 * factor];
    float cos3 = cos[3 * factor];
    float sin3 = sin[3 * factor];
    for (int q = 0; q < aRe.length; q++) {
      float sumAcRe = aRe[q] + cRe[q];
      float sumAcIm = aIm[q] + cIm[q];
      float lessAcRe = aRe[q] - cRe[q];
      float lessAcIm = aIm[q] - cIm[q];
      float sumBdRe = bRe[q] + dRe[q];
      float sumBdIm = bIm[q] + dIm[q];
      float lessBdRe = bRe[q] - dRe[q];
      float lessBdIm = bIm[q] - dIm[q];
      aRe[q] = sumAcRe + sumBdRe;
      aIm[q] = sumAcIm + sumBdIm;
      float oneRe = lessAcRe + lessBdIm;
      float oneIm = lessAcIm - lessBdRe;
      bRe[q] = cos1 * oneRe - sin1 * oneIm;
      bIm[q] = cos1 * oneIm + sin1 * oneRe;
      float twoRe = sumAcRe - sumBdRe;
      float twoIm = sumAcIm - sumBdIm;
      cRe[q] = cos2 * twoRe - sin2 * twoIm;
      cIm[q] = cos2 * twoIm + sin2 * twoRe;
      float threeRe = lessAcRe - lessBdIm;
      float threeIm = lessAcIm + lessBdRe;
      dRe[q] = cos3 * threeRe - sin3 * threeIm;
      dIm[q] = cos3 * threeIm + sin3 * threeRe;
    }
  }

  private static void radix2(float[] a, float[] b) {
    for (int q = 0; q < a.length; q++) {
      float sum = a[q] + b[q];
      float less = a[q] - b[q];
      a[q] = sum;
      b[q] = less;
    }
  }

  /** The lowest and the highest frequency, which share the first complex number. */
  private static void ends(float[] re, float[] im) {
    for (int q = 0; q < re.length; q++) {
      float first = re[q] + im[q];
      float last = re[q] - im[q];
      re[q] = first * first;
      im[q] = last * last;
    }
  }

  /** Takes a frequency and its mirror image apart. */
  private static void split(float[][] rows, int up, int mirror, float cos, float sin) {
    float[] re = rows[up];
    float[] im = rows[up + 1];
    float[] mirrorRe = rows[mirror];
    float[] mirrorIm = rows[mirror + 1];
    for (int q = 0; q < re.length; q++) {
      float evenRe = 0.5f * (re[q] + mirrorRe[q]);
      float evenIm = 0.5f * (im[q] - mirrorIm[q]);
      float oddRe = 0.5f * (im[q] + mirrorIm[q]);
      float oddIm = 0.5f * (mirrorRe[q] - re[q]);
      float turnedRe = cos * oddRe - sin * oddIm;
      float turnedIm = cos * oddIm + sin * oddRe;
      float upRe = evenRe + turnedRe;
      float upIm = evenIm + turnedIm;
      float downRe = evenRe - turnedRe;
      float downIm = evenIm - turnedIm;
      re[q] = upRe * upRe + upIm * upIm;
      mirrorRe[q] = downRe * downRe + downIm * downIm;
    }
  }
}
