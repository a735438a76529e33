package io.voxward.engine.fbank;

import io.voxward.engine.math.RealFftLanes;
import java.util.Arrays;

/**
 * Triangles of equal width on the mel scale, each the sum of a run of neighbouring frequencies.
 * Kaldi's form: the corners lie exactly where the formula puts them, not on the grid of the
 * transform, and the highest frequency (half the rate) belongs to none.
 */
final class MelBank {
  private final int[] from;
  private final float[][] weights;

  MelBank(FbankOptions options, int transformSize) {
    int bins = options.bins();
    from = new int[bins];
    weights = new float[bins][];
    double low = mel(options.lowHertz());
    double step = (mel(options.highHertz()) - low) / (bins + 1);
    double hertzPerFrequency = (double) options.rate().hertz() / transformSize;
    int frequencies = transformSize / 2;
    for (int bin = 0; bin < bins; bin++) {
      double left = low + bin * step;
      int first = frequencies;
      int last = -1;
      float[] weight = new float[frequencies];
      for (int i = 0; i < frequencies; i++) {
        double place = (mel(hertzPerFrequency * i) - left) / step;
        if (place > 0 && place < 2) {
          weight[i] = (float) (place <= 1 ? place : 2 - place);
          first = Math.min(first, i);
          last = i;
        }
      }
      from[bin] = last < 0 ? 0 : first;
      weights[bin] = last < 0 ? new float[0] : Arrays.copyOfRange(weight, first, last + 1);
    }
  }

  /** Hertz to mel. */
  static double mel(double hertz) {
    return 1127.0 * Math.log(1 + hertz / 700.0);
  }

  /** The energies of one frame: {@code bins} numbers from {@code at} on. */
  void energies(float[] power, float[] energies, int at) {
    for (int bin = 0; bin < weights.length; bin++) {
      float[] weight = weights[bin];
      int start = from[bin];
      float even = 0;
      float odd = 0;
      int i = 0;
      for (; i + 2 <= weight.length; i += 2) {
        even += weight[i] * power[start + i];
        odd += weight[i + 1] * power[start + i + 1];
      }
      if (i < weight.length) {
        even += weight[i] * power[start + i];
      }
      energies[at + bin] = even + odd;
    }
  }

  /**
   * The energy of one bin for many frames side by side, the sum of {@code even} and {@code odd}.
   *
   * @param power rows of power, one for each frequency, where {@code fft} put them
   */
  void energies(int bin, float[][] power, RealFftLanes fft, float[] even, float[] odd) {
    float[] weight = weights[bin];
    int start = from[bin];
    Arrays.fill(even, 0);
    Arrays.fill(odd, 0);
    int i = 0;
    for (; i + 2 <= weight.length; i += 2) {
      float[] first = power[fft.rowOf(start + i)];
      float[] second = power[fft.rowOf(start + i + 1)];
      add(even, weight[i], first);
      add(odd, weight[i + 1], second);
    }
    if (i < weight.length) {
      add(even, weight[i], power[fft.rowOf(start + i)]);
    }
  }

  private static void add(float[] sums, float weight, float[] row) {
    for (int q = 0; q < sums.length; q++) {
      sums[q] += weight * row[q];
    }
  }
}
