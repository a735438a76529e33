package io.voxward.engine.fbank;

import io.voxward.engine.math.NaturalLog;
import io.voxward.engine.math.RealFft;
import io.voxward.engine.math.RealFftLanes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The log mel filter bank of Kaldi: per frame, remove the mean, pre-emphasise, weight with a
 * window, power spectrum, mel energies, natural logarithm. Frames are those that lie wholly within
 * the sound. What comes out is raw: no mean over time is subtracted.
 *
 * <p>Immutable and thread-safe. {@link FbankStream} gives the same numbers for sound that comes in
 * pieces.
 */
public final class Fbank {
  /** Kaldi's floor under an energy before the logarithm: the spacing of floats at 1. */
  static final float FLOOR = 0x1p-23f;

  /** Below this, one frame after the other is faster than a block that is mostly empty. */
  private static final int FEWEST_SIDE_BY_SIDE = 12;

  private final FbankOptions options;
  private final RealFft fft;
  private final float[] window;
  private final MelBank bank;
  private final RealFftLanes lanes;
  private final Queue<FrameBlock> idle = new ConcurrentLinkedQueue<>();

  /** Where one thread computes; not to be shared. */
  final class Workspace {
    private final float[] frame = new float[fft.size()];
    private final float[] power = new float[fft.frequencies()];
    private final RealFft.Workspace fftWork = fft.workspace();
  }

  /** Prepares tables for {@code options}. */
  public Fbank(FbankOptions options) {
    this.options = options;
    int length = options.frameSamples();
    this.fft = new RealFft(Math.max(RealFft.SMALLEST, roundedUp(length)));
    this.window = window(options.window(), length, options.scale());
    this.bank = new MelBank(options, fft.size());
    this.lanes = new RealFftLanes(fft);
  }

  private static int roundedUp(int length) {
    return length <= 1 ? 1 : Integer.highestOneBit(length - 1) << 1;
  }

  private static float[] window(FbankOptions.Window form, int length, double scale) {
    float[] window = new float[length];
    for (int i = 0; i < length; i++) {
      double turn = Math.cos(2 * Math.PI * i / (length - 1));
      double weight =
          switch (form) {
            case POVEY -> Math.pow(0.5 - 0.5 * turn, 0.85);
            case HAMMING -> 0.54 - 0.46 * turn;
          };
      window[i] = (float) (weight * scale);
    }
    return window;
  }

  /** What it was prepared for. */
  public FbankOptions options() {
    return options;
  }

  /**
   * The log mel energies of all whole frames of {@code samples}: none when it is shorter than a
   * frame.
   *
   * @param samples sound in [-1, 1) at the rate of the options; not changed
   */
  public FeatureMatrix compute(float[] samples) {
    return compute(samples, options.frames(samples.length), workspace());
  }

  Workspace workspace() {
    return new Workspace();
  }

  FeatureMatrix compute(float[] samples, int frames, Workspace work) {
    int bins = options.bins();
    float[] features = new float[frames * bins];
    int done = frames < FEWEST_SIDE_BY_SIDE ? 0 : sideBySide(samples, frames, features);
    for (int frame = done; frame < frames; frame++) {
      weigh(samples, frame * options.shiftSamples(), work.frame);
      fft.power(work.frame, work.power, work.fftWork);
      bank.energies(work.power, features, frame * bins);
      for (int i = frame * bins; i < (frame + 1) * bins; i++) {
        features[i] = log(features[i]);
      }
    }
    return new FeatureMatrix(frames, bins, features);
  }

  /** Computes frames block by block and tells how many; a few at the end may be left over. */
  private int sideBySide(float[] samples, int frames, float[] features) {
    FrameBlock kept = idle.poll();
    FrameBlock block = kept == null ? new FrameBlock(options, lanes, window, bank) : kept;
    int done = 0;
    while (frames - done >= FEWEST_SIDE_BY_SIDE) {
      int count = Math.min(FrameBlock.LANES, frames - done);
      block.compute(samples, done * options.shiftSamples(), count, features, done * options.bins());
      done += count;
    }
    idle.add(block);
    return done;
  }

  static float log(float energy) {
    return NaturalLog.of(Math.max(energy, FLOOR));
  }

  /** Mean removed, pre-emphasised and windowed; what follows in {@code frame} stays zero. */
  private void weigh(float[] samples, int start, float[] frame) {
    int length = window.length;
    float mean = options.removeDcOffset() ? mean(samples, start, length) : 0;
    float pre = (float) options.preemphasis();
    // The sample before the first is taken to equal the first.
    float first = samples[start] - mean;
    frame[0] = (first - pre * first) * window[0];
    for (int i = 1; i < length; i++) {
      frame[i] = ((samples[start + i] - mean) - pre * (samples[start + i - 1] - mean)) * window[i];
    }
  }

  /** Four samples at a time: the processor need not wait for one addition before the next. */
  private static float mean(float[] samples, int start, int length) {
    float sum = 0;
    int i = start;
    for (; i + 4 <= start + length; i += 4) {
      sum += (samples[i] + samples[i + 1]) + (samples[i + 2] + samples[i + 3]);
    }
    for (; i < start + length; i++) {
      sum += samples[i];
    }
    return sum / length;
  }
}
