package io.voxward.engine.math;

/**
 * The discrete Fourier transform of real numbers, for sizes that are powers of two.
 *
 * <p>The n real numbers are taken as n/2 complex ones; those go through Stockham's form of the
 * transform (radix 4, one last step of radix 2 where needed), which needs no bit reversal and reads
 * and writes in order; the two halves of the spectrum are then taken apart. All factors are
 * computed once. Immutable and thread-safe; the numbers under way lie in a {@link Workspace}, one
 * per thread.
 */
public final class RealFft {
  /** The smallest size. */
  public static final int SMALLEST = 8;

  /** The largest size. */
  public static final int LARGEST = 1 << 20;

  private final int size;
  private final int half;
  private final float[] cos;
  private final float[] sin;
  private final float[] splitCos;
  private final float[] splitSin;

  /** Where one thread computes; not to be shared. */
  public static final class Workspace {
    private float[] re;
    private float[] im;
    private float[] nextRe;
    private float[] nextIm;

    private Workspace(int half) {
      re = new float[half];
      im = new float[half];
      nextRe = new float[half];
      nextIm = new float[half];
    }

    private void swap() {
      float[] keptRe = re;
      float[] keptIm = im;
      re = nextRe;
      im = nextIm;
      nextRe = keptRe;
      nextIm = keptIm;
    }
  }

  /**
   * Prepares transforms of {@code size} real numbers.
   *
   * @throws IllegalArgumentException unless size is a power of two, {@link #SMALLEST} to {@link
   *     #LARGEST}
   */
  public RealFft(int size) {
    if (size < SMALLEST || size > LARGEST || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("the size must be a power of two from 8, not " + size);
    }
    this.size = size;
    this.half = size / 2;
    this.cos = new float[half];
    this.sin = new float[half];
    this.splitCos = new float[half];
    this.splitSin = new float[half];
    for (int i = 0; i < half; i++) {
      double turn = -2 * Math.PI * i / half;
      cos[i] = (float) Math.cos(turn);
      sin[i] = (float) Math.sin(turn);
      splitCos[i] = (float) Math.cos(turn / 2);
      splitSin[i] = (float) Math.sin(turn / 2);
    }
  }

  /** How many real numbers go in. */
  public int size() {
    return size;
  }

  /** How many frequencies come out: from 0 to half the sampling rate, both included. */
  public int frequencies() {
    return half + 1;
  }

  float[] cos() {
    return cos;
  }

  float[] sin() {
    return sin;
  }

  float[] splitCos() {
    return splitCos;
  }

  float[] splitSin() {
    return splitSin;
  }

  /** A place to compute in, for this size. */
  public Workspace workspace() {
    return new Workspace(half);
  }

  /**
   * The power spectrum: squared magnitudes, not scaled.
   *
   * @param samples the first {@link #size} numbers are transformed; not changed
   * @param power takes {@link #frequencies} numbers
   */
  public void power(float[] samples, float[] power, Workspace work) {
    transform(samples, work);
    float[] re = work.re;
    float[] im = work.im;
    float first = re[0] + im[0];
    float last = re[0] - im[0];
    power[0] = first * first;
    power[half] = last * last;
    for (int k = 1; k <= half / 2; k++) {
      int mirror = half - k;
      float evenRe = 0.5f * (re[k] + re[mirror]);
      float evenIm = 0.5f * (im[k] - im[mirror]);
      float oddRe = 0.5f * (im[k] + im[mirror]);
      float oddIm = 0.5f * (re[mirror] - re[k]);
      float turnedRe = splitCos[k] * oddRe - splitSin[k] * oddIm;
      float turnedIm = splitCos[k] * oddIm + splitSin[k] * oddRe;
      float upRe = evenRe + turnedRe;
      float upIm = evenIm + turnedIm;
      float downRe = evenRe - turnedRe;
      float downIm = evenIm - turnedIm;
      power[k] = upRe * upRe + upIm * upIm;
      power[mirror] = downRe * downRe + downIm * downIm;
    }
  }

  private void transform(float[] samples, Workspace work) {
    for (int i = 0; i < half; i++) {
      work.re[i] = samples[2 * i];
      work.im[i] = samples[2 * i + 1];
    }
    firstRadix4(work);
    work.swap();
    int length = half / 4;
    int stride = 4;
    while (length >= 4) {
      radix4(length, stride, work);
      work.swap();
      length /= 4;
      stride *= 4;
    }
    if (length == 2) {
      radix2(stride, work);
      work.swap();
    }
  }

  /** The first step: runs of length 1, so everything in one loop, which is a quarter faster. */
  private void firstRadix4(Workspace work) {
    float[] re = work.re;
    float[] im = work.im;
    float[] toRe = work.nextRe;
    float[] toIm = work.nextIm;
    int quarter = half / 4;
    for (int a = 0; a < quarter; a++) {
      int b = a + quarter;
      int c = b + quarter;
      int d = c + quarter;
      float sumAcRe = re[a] + re[c];
      float sumAcIm = im[a] + im[c];
      float lessAcRe = re[a] - re[c];
      float lessAcIm = im[a] - im[c];
      float sumBdRe = re[b] + re[d];
      float sumBdIm = im[b] + im[d];
      float lessBdRe = re[b] - re[d];
      float lessBdIm = im[b] - im[d];

      int to = 4 * a;
      toRe[to] = sumAcRe + sumBdRe;
      toIm[to] = sumAcIm + sumBdIm;
      float oneRe = lessAcRe + lessBdIm;
      float oneIm = lessAcIm - lessBdRe;
      toRe[to + 1] = cos[a] * oneRe - sin[a] * oneIm;
      toIm[to + 1] = cos[a] * oneIm + sin[a] * oneRe;
      float twoRe = sumAcRe - sumBdRe;
      float twoIm = sumAcIm - sumBdIm;
      toRe[to + 2] = cos[2 * a] * twoRe - sin[2 * a] * twoIm;
      toIm[to + 2] = cos[2 * a] * twoIm + sin[2 * a] * twoRe;
      float threeRe = lessAcRe - lessBdIm;
      float threeIm = lessAcIm + lessBdRe;
      toRe[to + 3] = cos[3 * a] * threeRe - sin[3 * a] * threeIm;
      toIm[to + 3] = cos[3 * a] * threeIm + sin[3 * a] * threeRe;
    }
  }

  private void radix4(int length, int stride, Workspace work) {
    int quarter = length / 4;
    int quarterStep = stride * quarter;
    for (int p = 0; p < quarter; p++) {
      float cos1 = cos[p * stride];
      float sin1 = sin[p * stride];
      float cos2 = cos[2 * p * stride];
      float sin2 = sin[2 * p * stride];
      float cos3 = cos[3 * p * stride];
      float sin3 = sin[3 * p * stride];
      int in = stride * p;
      int out = 4 * in;
      butterflies(work, in, quarterStep, out, stride, cos1, sin1, cos2, sin2, cos3, sin3);
    }
  }

  private static void butterflies(
      Workspace work,
      int in,
      int inStep,
      int out,
      int stride,
      float cos1,
      float sin1,
      float cos2,
      float sin2,
      float cos3,
      float sin3) {
    float[] re = work.re;
    float[] im = work.im;
    float[] toRe = work.nextRe;
    float[] toIm = work.nextIm;
    for (int q = 0; q < stride; q++) {
      int a = in + q;
      int b = a + inStep;
      int c = b + inStep;
      int d = c + inStep;
      float sumAcRe = re[a] + re[c];
      float sumAcIm = im[a] + im[c];
      float lessAcRe = re[a] - re[c];
      float lessAcIm = im[a] - im[c];
      float sumBdRe = re[b] + re[d];
      float sumBdIm = im[b] + im[d];
      float lessBdRe = re[b] - re[d];
      float lessBdIm = im[b] - im[d];

      int to = out + q;
      toRe[to] = sumAcRe + sumBdRe;
      toIm[to] = sumAcIm + sumBdIm;
      float oneRe = lessAcRe + lessBdIm;
      float oneIm = lessAcIm - lessBdRe;
      toRe[to + stride] = cos1 * oneRe - sin1 * oneIm;
      toIm[to + stride] = cos1 * oneIm + sin1 * oneRe;
      float twoRe = sumAcRe - sumBdRe;
      float twoIm = sumAcIm - sumBdIm;
      toRe[to + 2 * stride] = cos2 * twoRe - sin2 * twoIm;
      toIm[to + 2 * stride] = cos2 * twoIm + sin2 * twoRe;
      float threeRe = lessAcRe - lessBdIm;
      float threeIm = lessAcIm + lessBdRe;
      toRe[to + 3 * stride] = cos3 * threeRe - sin3 * threeIm;
      toIm[to + 3 * stride] = cos3 * threeIm + sin3 * threeRe;
    }
  }

  private static void radix2(int stride, Workspace work) {
    for (int q = 0; q < stride; q++) {
      float aRe = work.re[q];
      float aIm = work.im[q];
      float bRe = work.re[q + stride];
      float bIm = work.im[q + stride];
      work.nextRe[q] = aRe + bRe;
      work.nextIm[q] = aIm + bIm;
      work.nextRe[q + stride] = aRe - bRe;
      work.nextIm[q + stride] = aIm - bIm;
    }
  }
}
