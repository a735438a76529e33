package io.voxward.engine.fbank;

import java.util.Arrays;

/**
 * The filter bank of sound that comes in pieces: the frames it gives, one after the other, are
 * those of {@link Fbank#compute} on the whole, number for number, wherever the pieces are cut. One
 * stream, one thread at a time; between pieces it holds less than one frame of samples.
 */
public final class FbankStream {
  private final Fbank fbank;
  private final Fbank.Workspace work;
  private float[] kept = new float[0];

  /** A stream at its beginning. */
  public FbankStream(Fbank fbank) {
    this.fbank = fbank;
    this.work = fbank.workspace();
  }

  /**
   * Takes the next samples.
   *
   * @param samples sound in [-1, 1); not changed and not kept
   * @return the frames that they complete; may be none
   */
  public FeatureMatrix accept(float[] samples) {
    float[] open = Arrays.copyOf(kept, kept.length + samples.length);
    System.arraycopy(samples, 0, open, kept.length, samples.length);
    int frames = fbank.options().frames(open.length);
    FeatureMatrix features = fbank.compute(open, frames, work);
    kept = Arrays.copyOfRange(open, frames * fbank.options().shiftSamples(), open.length);
    return features;
  }
}
