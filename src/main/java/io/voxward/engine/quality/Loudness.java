package io.voxward.engine.quality;

import io.voxward.engine.audio.SampleRate;
import java.util.Arrays;

/**
 * How loud the latest frames of one channel were, in four bands of the telephone's range. In a band
 * it is the fourth root of the power, so that loud and quiet speech both show.
 */
final class Loudness {
  /** The middles of the bands, in hertz. */
  private static final double[] MIDDLES = {450, 950, 1800, 3000};

  static final int BANDS = MIDDLES.length;

  /** How narrow a band is: its middle divided by its width. */
  private static final double NARROWNESS = 1.4;

  private final int length;
  private final float[][] bands;
  private final float[] amplitudes;
  private final double[] gains = new double[BANDS];
  private final double[] feedback1 = new double[BANDS];
  private final double[] feedback2 = new double[BANDS];
  private final double[] memory1 = new double[BANDS];
  private final double[] memory2 = new double[BANDS];
  private int next;

  /** Of so many frames. */
  Loudness(SampleRate rate, int length) {
    this.length = length;
    this.bands = new float[BANDS][length];
    this.amplitudes = new float[length];
    for (int band = 0; band < BANDS; band++) {
      double angle = 2 * Math.PI * MIDDLES[band] / rate.hertz();
      double width = Math.sin(angle) / (2 * NARROWNESS);
      gains[band] = width / (1 + width);
      feedback1[band] = -2 * Math.cos(angle) / (1 + width);
      feedback2[band] = (1 - width) / (1 + width);
    }
  }

  /** Takes in the next frame. */
  void add(float[] sound) {
    double power = 0;
    for (float sample : sound) {
      power += sample * sample;
    }
    amplitudes[next] = (float) Math.sqrt(power / sound.length);
    for (int band = 0; band < BANDS; band++) {
      bands[band][next] = (float) Math.sqrt(Math.sqrt(power(sound, band) / sound.length));
    }
    next = (next + 1) % length;
  }

  private double power(float[] sound, int band) {
    double gain = gains[band];
    double back1 = feedback1[band];
    double back2 = feedback2[band];
    double first = memory1[band];
    double second = memory2[band];
    double power = 0;
    for (float sample : sound) {
      double in = gain * sample;
      double out = in + first;
      first = second - back1 * out;
      second = -in - back2 * out;
      power += out * out;
    }
    memory1[band] = first;
    memory2[band] = second;
    return power;
  }

  /** The amplitude so many frames ago; 0 is the newest. */
  float amplitude(int framesAgo) {
    return amplitudes[Math.floorMod(next - 1 - framesAgo, length)];
  }

  /** The amplitudes, the oldest first. */
  float[] amplitudes() {
    return inOrder(amplitudes);
  }

  /** The bands, the oldest frames first. */
  float[][] bands() {
    float[][] all = new float[BANDS][];
    for (int band = 0; band < BANDS; band++) {
      all[band] = inOrder(bands[band]);
    }
    return all;
  }

  private float[] inOrder(float[] ring) {
    float[] ordered = new float[length];
    System.arraycopy(ring, next, ordered, 0, length - next);
    System.arraycopy(ring, 0, ordered, length - next, next);
    return ordered;
  }

  void erase() {
    for (float[] band : bands) {
      Arrays.fill(band, 0);
    }
    Arrays.fill(amplitudes, 0);
    Arrays.fill(memory1, 0);
    Arrays.fill(memory2, 0);
    next = 0;
  }
}
