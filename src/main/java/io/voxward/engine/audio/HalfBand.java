package io.voxward.engine.audio;

/**
 * Halves a high rate, in pieces: a half-band filter of 31 taps, then every second sample. It stands
 * before a resampler that takes at most 48 kHz and lets nothing above 8 kHz through, so only what
 * would fold below 8 kHz must be down: from 64 kHz on it is at least 90 dB.
 */
final class HalfBand {
  private static final int MIDDLE = 15;
  private static final int TAPS = 2 * MIDDLE + 1;
  private static final double BETA = 9.2;
  private static final float[] WEIGHTS = weights();

  /** The samples before the next, so many as the filter is long but one. */
  private final float[] before = new float[TAPS - 1];

  /** Whether the next sample that comes is one that is left out. */
  private boolean skip;

  float[] accept(float[] samples) {
    float[] all = new float[before.length + samples.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(samples, 0, all, before.length, samples.length);
    int first = skip ? 1 : 0;
    float[] result = new float[Math.max(0, (samples.length - first + 1) / 2)];
    for (int i = 0; i < result.length; i++) {
      int at = first + 2 * i;
      float sum = 0;
      for (int tap = 0; tap < TAPS; tap++) {
        sum += WEIGHTS[tap] * all[at + tap];
      }
      result[i] = sum;
    }
    skip = skip == (samples.length % 2 == 0);
    System.arraycopy(all, samples.length, before, 0, before.length);
    return result;
  }

  /** A sinc of half the band under a Kaiser window, with a sum of exactly one. */
  private static float[] weights() {
    double[] exact = new double[TAPS];
    double sum = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      double place = (tap - MIDDLE) / (double) MIDDLE;
      double time = Math.PI * (tap - MIDDLE) / 2;
      double sinc = time == 0 ? 1 : Math.sin(time) / time;
      exact[tap] = sinc * Bessel.i0(BETA * Math.sqrt(1 - place * place));
      sum += exact[tap];
    }
    float[] weights = new float[TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      weights[tap] = (float) (exact[tap] / sum);
    }
    return weights;
  }
}
