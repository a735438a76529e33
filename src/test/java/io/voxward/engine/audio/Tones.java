package io.voxward.engine.audio;

import java.util.SplittableRandom;

/** Test signals, and what is in a signal. */
final class Tones {
  private Tones() {}

  /** A cosine of amplitude 0.5 that starts with {@code phase}. */
  static float[] tone(double hertz, double phase, int rate, int length) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (0.5 * Math.cos(2 * Math.PI * hertz * i / rate + phase));
    }
    return samples;
  }

  /** White noise in [-0.5, 0.5). */
  static float[] noise(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (random.nextDouble() - 0.5);
    }
    return samples;
  }

  /** Noise without content above {@code highest}: forty tones of random place and phase. */
  static float[] bandNoise(long seed, double highest, int rate, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int k = 0; k < 40; k++) {
      float[] tone =
          tone(random.nextDouble(50, highest), random.nextDouble(0, 2 * Math.PI), rate, length);
      for (int i = 0; i < length; i++) {
        samples[i] += tone[i] / 20;
      }
    }
    return samples;
  }

  /** Amplitude and phase of a tone of known frequency, and the energy of all else. */
  record Fit(double amplitude, double phase, double restDecibels) {}

  /**
   * Least squares over the samples from {@code from} to {@code to}; the tone is no multiple of 0.
   */
  static Fit fit(float[] samples, double hertz, int rate, int from, int to) {
    double cc = 0;
    double cs = 0;
    double ss = 0;
    double xc = 0;
    double xs = 0;
    for (int i = from; i < to; i++) {
      double turn = 2 * Math.PI * hertz * i / rate;
      double c = Math.cos(turn);
      double s = Math.sin(turn);
      cc += c * c;
      cs += c * s;
      ss += s * s;
      xc += samples[i] * c;
      xs += samples[i] * s;
    }
    double determinant = cc * ss - cs * cs;
    double a = (xc * ss - xs * cs) / determinant;
    double b = (xs * cc - xc * cs) / determinant;
    double rest = 0;
    double tone = 0;
    for (int i = from; i < to; i++) {
      double turn = 2 * Math.PI * hertz * i / rate;
      double fitted = a * Math.cos(turn) + b * Math.sin(turn);
      rest += (samples[i] - fitted) * (samples[i] - fitted);
      tone += fitted * fitted;
    }
    return new Fit(Math.hypot(a, b), Math.atan2(-b, a), 10 * Math.log10(rest / tone));
  }

  /** The energy of {@code found - expected} against that of {@code expected}, in decibels. */
  static double errorDecibels(float[] found, float[] expected, int from, int to) {
    double error = 0;
    double energy = 0;
    for (int i = from; i < to; i++) {
      double difference = (double) found[i] - expected[i];
      error += difference * difference;
      energy += (double) expected[i] * expected[i];
    }
    return 10 * Math.log10(error / energy);
  }

  /** The mean energy from {@code from} to {@code to}, in decibels. */
  static double decibels(float[] samples, int from, int to) {
    double energy = 0;
    for (int i = from; i < to; i++) {
      energy += (double) samples[i] * samples[i];
    }
    return 10 * Math.log10(energy / (to - from));
  }
}
