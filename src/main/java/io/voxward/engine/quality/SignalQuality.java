package io.voxward.engine.quality;

/**
 * How good the sound of speech is.
 *
 * @param snrDecibels power of the speech over that of what remains between it, −20 to 60; 60 also
 *     stands for silence between the words
 * @param clippingShare share of the samples of speech that were cut off at full level, 0 to 1
 * @param bandwidthHertz the highest frequency at which the speech still has power
 */
public record SignalQuality(double snrDecibels, double clippingShare, double bandwidthHertz) {
  /** Refuses figures that cannot be. */
  public SignalQuality {
    if (!Double.isFinite(snrDecibels)
        || !(clippingShare >= 0 && clippingShare <= 1)
        || !(bandwidthHertz >= 0)) {
      throw new IllegalArgumentException("not figures of a signal");
    }
  }
}
