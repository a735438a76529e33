package io.voxward.engine.fbank;

import java.util.Arrays;
import java.util.List;

/**
 * Log mel energies: frames in time, bins in frequency, row after row. From it a voice can be
 * recognised, so {@link #toString} tells only its size, and it is not serializable.
 *
 * <p>No method changes it; those that compute give a new one.
 */
public final class FeatureMatrix {
  private final int frames;
  private final int bins;
  private final float[] data;

  /**
   * Wraps {@code data} without copying: the caller hands it over.
   *
   * @param data frame after frame, {@code frames × bins} numbers
   * @throws IllegalArgumentException when the sizes disagree
   */
  public FeatureMatrix(int frames, int bins, float[] data) {
    if (frames < 0 || bins < 1 || data.length != (long) frames * bins) {
      throw new IllegalArgumentException(
          frames + " frames × " + bins + " bins do not make " + data.length + " numbers");
    }
    this.frames = frames;
    this.bins = bins;
    this.data = data;
  }

  /** No frames. */
  public static FeatureMatrix empty(int bins) {
    return new FeatureMatrix(0, bins, new float[0]);
  }

  /**
   * All frames of {@code parts}, one after the other.
   *
   * @throws IllegalArgumentException when there are no parts or their bins differ
   */
  public static FeatureMatrix concat(List<FeatureMatrix> parts) {
    if (parts.isEmpty() || parts.stream().anyMatch(part -> part.bins != parts.getFirst().bins)) {
      throw new IllegalArgumentException("at least one part, all of the same number of bins");
    }
    int bins = parts.getFirst().bins;
    int frames = parts.stream().mapToInt(FeatureMatrix::frames).reduce(0, Math::addExact);
    float[] data = new float[Math.multiplyExact(frames, bins)];
    int at = 0;
    for (FeatureMatrix part : parts) {
      System.arraycopy(part.data, 0, data, at, part.data.length);
      at += part.data.length;
    }
    return new FeatureMatrix(frames, bins, data);
  }

  /** How many frames. */
  public int frames() {
    return frames;
  }

  /** How many bins a frame has. */
  public int bins() {
    return bins;
  }

  /** The numbers themselves, frame after frame, shared and not copied: read, do not write. */
  public float[] data() {
    return data;
  }

  /** A copy of one frame. */
  public float[] frame(int index) {
    return slice(index, index + 1).data;
  }

  /**
   * A copy of the frames from {@code from} (included) to {@code to} (excluded).
   *
   * @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ frames
   */
  public FeatureMatrix slice(int from, int to) {
    if (from < 0 || to < from || to > frames) {
      throw new IndexOutOfBoundsException(
          "slice [" + from + ", " + to + ") of " + frames + " frames");
    }
    return new FeatureMatrix(to - from, bins, Arrays.copyOfRange(data, from * bins, to * bins));
  }

  /**
   * The mean of every bin over all frames.
   *
   * @throws IllegalStateException when there is no frame
   */
  public float[] mean() {
    return new RunningMean(bins).add(this).mean();
  }

  /** Every frame less {@code mean}, bin by bin. */
  public FeatureMatrix minusMean(float[] mean) {
    if (mean.length != bins) {
      throw new IllegalArgumentException("a mean of " + mean.length + " bins for " + bins);
    }
    float[] less = new float[data.length];
    for (int row = 0; row < data.length; row += bins) {
      for (int bin = 0; bin < bins; bin++) {
        less[row + bin] = data[row + bin] - mean[bin];
      }
    }
    return new FeatureMatrix(frames, bins, less);
  }

  /**
   * The same with every bin from {@code bin} on set to 0: the mask for sound without content up
   * there, laid on after the mean was subtracted.
   */
  public FeatureMatrix maskedFrom(int bin) {
    if (bin < 0 || bin > bins) {
      throw new IndexOutOfBoundsException("mask from bin " + bin + " of " + bins);
    }
    float[] masked = data.clone();
    for (int row = 0; row < masked.length; row += bins) {
      Arrays.fill(masked, row + bin, row + bins, 0f);
    }
    return new FeatureMatrix(frames, bins, masked);
  }

  /** The size only; never the voice. */
  @Override
  public String toString() {
    return "FeatureMatrix[" + frames + " frames × " + bins + " bins]";
  }
}
