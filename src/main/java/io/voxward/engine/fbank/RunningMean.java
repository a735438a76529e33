package io.voxward.engine.fbank;

/**
 * The mean of every bin over all frames of a call so far. Sums are kept in double precision, so an
 * hour-long call does not drift. One thread at a time.
 */
public final class RunningMean {
  private final double[] sums;
  private long frames;

  /** No frame yet. */
  public RunningMean(int bins) {
    this.sums = new double[bins];
  }

  /** Takes in more frames; gives itself. */
  public RunningMean add(FeatureMatrix more) {
    int bins = sums.length;
    if (more.bins() != bins) {
      throw new IllegalArgumentException(more.bins() + " bins for a mean of " + bins);
    }
    float[] data = more.data();
    for (int row = 0; row < data.length; row += bins) {
      for (int bin = 0; bin < bins; bin++) {
        sums[bin] += data[row + bin];
      }
    }
    frames += more.frames();
    return this;
  }

  /** How many frames it has taken in. */
  public long frames() {
    return frames;
  }

  /**
   * The mean so far, bin by bin.
   *
   * @throws IllegalStateException before the first frame
   */
  public float[] mean() {
    if (frames == 0) {
      throw new IllegalStateException("there is no mean of no frames");
    }
    float[] mean = new float[sums.length];
    for (int bin = 0; bin < mean.length; bin++) {
      mean[bin] = (float) (sums[bin] / frames);
    }
    return mean;
  }
}
