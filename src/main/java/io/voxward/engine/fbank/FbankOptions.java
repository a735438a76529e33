package io.voxward.engine.fbank;

import io.voxward.engine.audio.SampleRate;

/**
 * The front end that a model was trained with; it travels in the model's card. Names and meanings
 * are Kaldi's ({@code compute-fbank-feats}); not offered, since no model here wants them: dither,
 * energy, frames beyond the edges, magnitude instead of power.
 *
 * @param rate sampling rate of the input
 * @param scale what samples in [-1, 1) are multiplied with first: 1, or 32768 for models trained on
 *     16-bit numbers
 * @param frameMillis length of a frame, in milliseconds
 * @param shiftMillis from the start of one frame to the next, in milliseconds
 * @param window the weighting of a frame
 * @param preemphasis coefficient of the pre-emphasis, 0 to 1
 * @param removeDcOffset whether the mean of a frame is subtracted first
 * @param bins number of mel bins
 * @param lowHertz lower edge of the lowest bin
 * @param highHertz upper edge of the highest bin, at most half the rate
 */
public record FbankOptions(
    SampleRate rate,
    double scale,
    double frameMillis,
    double shiftMillis,
    Window window,
    double preemphasis,
    boolean removeDcOffset,
    int bins,
    double lowHertz,
    double highHertz) {

  /** The weighting of the samples of a frame. */
  public enum Window {
    /** A Hann window to the power of 0.85: Kaldi's own. */
    POVEY,
    /** The Hamming window. */
    HAMMING
  }

  /** The front end of the CAM++ model: 16 kHz, 25 ms every 10 ms, 80 bins from 20 to 8000 Hz. */
  public static final FbankOptions CAMPPLUS =
      new FbankOptions(SampleRate.WIDEBAND, 1, 25, 10, Window.POVEY, 0.97, true, 80, 20, 8000);

  /** Refuses a front end that cannot be computed. */
  public FbankOptions {
    require(scale > 0, "scale must be above 0");
    require(shiftMillis > 0 && frameMillis >= shiftMillis, "0 < shift ≤ frame is needed");
    require(frameMillis <= 1000, "a frame must not exceed 1000 ms");
    require(preemphasis >= 0 && preemphasis <= 1, "pre-emphasis must be 0 to 1");
    require(bins >= 3 && bins <= 1024, "bins must be 3 to 1024");
    require(
        lowHertz >= 0 && lowHertz < highHertz && highHertz <= rate.hertz() / 2.0,
        "0 ≤ low < high ≤ half the rate is needed");
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalArgumentException("front end: " + rule);
    }
  }

  /** Length of a frame in samples. */
  public int frameSamples() {
    return (int) (rate.hertz() * 0.001 * frameMillis);
  }

  /** From one frame to the next, in samples. */
  public int shiftSamples() {
    return (int) (rate.hertz() * 0.001 * shiftMillis);
  }

  /** How many whole frames lie in {@code samples} samples (Kaldi's "snip edges"). */
  public int frames(long samples) {
    return samples < frameSamples() ? 0 : (int) (1 + (samples - frameSamples()) / shiftSamples());
  }
}
