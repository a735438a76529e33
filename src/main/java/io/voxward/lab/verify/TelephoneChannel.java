package io.voxward.lab.verify;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;

/** Telephone lines in arithmetic: A-law companding, and the band of a mobile call. */
final class TelephoneChannel {
  private static final double LOW_EDGE_HERTZ = 300;
  private static final double HIGH_EDGE_HERTZ = 3400;
  private static final int TAPS = 201;
  private static final double MOBILE_STEPS = 4096;
  private static final double FULL_SCALE = 32768;
  private static final int LARGEST = 32767;
  private static final int SMALLEST_STEP = 16;

  private TelephoneChannel() {}

  /** The recording at 8 kHz. */
  static PcmAudio narrow(PcmAudio audio) {
    return audio.rate().equals(SampleRate.TELEPHONE)
        ? audio
        : Resampler.between(audio.rate(), SampleRate.TELEPHONE).apply(audio);
  }

  /** Through A-law and back. */
  static PcmAudio aLaw(PcmAudio audio) {
    PcmAudio narrow = narrow(audio);
    float[] out = new float[narrow.length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = companded(narrow.samples()[i]);
    }
    return new PcmAudio(out, narrow.rate());
  }

  /**
   * The value A-law keeps: sixteen equal steps in each segment, each segment twice as wide as the
   * one below but for the two lowest (ITU-T G.711, table 1).
   */
  static float companded(float sample) {
    int magnitude = (int) Math.min(LARGEST, Math.floor(Math.abs(sample) * FULL_SCALE));
    int segment = Math.max(0, 31 - Integer.numberOfLeadingZeros(Math.max(1, magnitude)) - 8);
    int step = SMALLEST_STEP << segment;
    double kept = Math.floorDiv(magnitude, step) * (double) step + step / 2.0;
    return (float) (Math.copySign(kept, sample) / FULL_SCALE);
  }

  /** Through a mobile call's band with 13-bit samples. */
  static PcmAudio mobile(PcmAudio audio) {
    PcmAudio narrow = narrow(audio);
    float[] taps = bandPass(narrow.rate().hertz());
    float[] in = narrow.samples();
    float[] out = new float[in.length];
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int k = 0; k < TAPS; k++) {
        int at = i + TAPS / 2 - k;
        if (at >= 0 && at < in.length) {
          sum += taps[k] * in[at];
        }
      }
      double limited = Math.clamp(sum, -1, 1 - 1 / MOBILE_STEPS);
      out[i] = (float) (Math.rint(limited * MOBILE_STEPS) / MOBILE_STEPS);
    }
    return new PcmAudio(out, narrow.rate());
  }

  private static float[] bandPass(int hertz) {
    float[] taps = new float[TAPS];
    for (int k = 0; k < TAPS; k++) {
      int n = k - TAPS / 2;
      double window = 0.5 + 0.5 * Math.cos(2 * Math.PI * n / (TAPS + 1));
      taps[k] =
          (float) (window * (sinc(HIGH_EDGE_HERTZ / hertz, n) - sinc(LOW_EDGE_HERTZ / hertz, n)));
    }
    return taps;
  }

  private static double sinc(double cut, int n) {
    return n == 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * n) / (Math.PI * n);
  }
}
