package io.voxward.engine.fbank;

import io.voxward.engine.math.RealFftLanes;
import java.util.Arrays;

/**
 * Many frames at a time, side by side: row {@code i} holds sample {@code i} of every frame, and
 * every step is a loop over a row that the compiler turns into vector instructions. The numbers are
 * those of the frame-by-frame way in {@link Fbank}, bit for bit. For one thread at a time.
 */
final class FrameBlock {
  /** How many frames lie side by side: few enough to stay in the cache, enough for long loops. */
  static final int LANES = 64;

  private final FbankOptions options;
  private final RealFftLanes fft;
  private final float[] window;
  private final MelBank bank;
  private final float[][] rows;

  /** For each sample of a shift: that sample of every shift, one after the other. */
  private final float[][] columns;

  private final float[] means = new float[LANES];
  private final float[] previous = new float[LANES];
  private final float[] energies = new float[LANES];
  private final float[] odd = new float[LANES];

  FrameBlock(FbankOptions options, RealFftLanes fft, float[] window, MelBank bank) {
    this.options = options;
    this.fft = fft;
    this.window = window;
    this.bank = bank;
    this.rows = new float[fft.size()][LANES];
    int shift = options.shiftSamples();
    this.columns = new float[shift][LANES + (window.length - 1) / shift];
  }

  /**
   * Computes up to {@link #LANES} frames.
   *
   * @param start where the first frame begins
   * @param features takes the log mel energies of {@code frames} frames from {@code at} on
   */
  void compute(float[] samples, int start, int frames, float[] features, int at) {
    cutIntoColumns(samples, start, frames);
    fillRows();
    weigh();
    fft.power(rows);
    int bins = options.bins();
    for (int bin = 0; bin < bins; bin++) {
      bank.energies(bin, rows, fft, energies, odd);
      for (int frame = 0; frame < frames; frame++) {
        features[at + frame * bins + bin] = Fbank.log(energies[frame] + odd[frame]);
      }
    }
  }

  /** Frames beyond the last wanted one keep whatever was there; nobody reads them. */
  private void cutIntoColumns(float[] samples, int start, int frames) {
    int shift = columns.length;
    int end = start + (frames - 1) * shift + window.length;
    for (int i = 0; i < shift; i++) {
      float[] column = columns[i];
      int count = Math.min(column.length, (end - start - i + shift - 1) / shift);
      for (int k = 0, from = start + i; k < count; k++, from += shift) {
        column[k] = samples[from];
      }
    }
  }

  private void fillRows() {
    int shift = columns.length;
    for (int i = 0; i < window.length; i++) {
      System.arraycopy(columns[i % shift], i / shift, rows[i], 0, LANES);
    }
    for (int i = window.length; i < rows.length; i++) {
      Arrays.fill(rows[i], 0);
    }
  }

  private void weigh() {
    Arrays.fill(means, 0);
    if (options.removeDcOffset()) {
      sumUp();
    }
    float pre = (float) options.preemphasis();
    for (int i = window.length - 1; i > 0; i--) {
      weigh(rows[i], rows[i - 1], means, pre, window[i]);
    }
    System.arraycopy(rows[0], 0, previous, 0, LANES);
    weigh(rows[0], previous, means, pre, window[0]);
  }

  private void sumUp() {
    int i = 0;
    for (; i + 4 <= window.length; i += 4) {
      addFour(means, rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
    }
    for (; i < window.length; i++) {
      add(means, rows[i]);
    }
    for (int q = 0; q < LANES; q++) {
      means[q] /= window.length;
    }
  }

  private static void addFour(float[] sums, float[] a, float[] b, float[] c, float[] d) {
    for (int q = 0; q < LANES; q++) {
      sums[q] += (a[q] + b[q]) + (c[q] + d[q]);
    }
  }

  private static void add(float[] sums, float[] a) {
    for (int q = 0; q < LANES; q++) {
      sums[q] += a[q];
    }
  }

  private static void weigh(float[] row, float[] before, float[] means, float pre, float weight) {
    for (int q = 0; q < LANES; q++) {
      row[q] = ((row[q] - means[q]) - pre * (before[q] - means[q])) * weight;
    }
  }
}
