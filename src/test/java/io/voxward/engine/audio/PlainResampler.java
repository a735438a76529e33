package io.voxward.engine.audio;

/** The resampler's sum straight from its definition, in double precision: the oracle. */
final class PlainResampler {
  private PlainResampler() {}

  static float[] apply(Resampler resampler, float[] sound) {
    long exact = (long) sound.length * resampler.up();
    float[] result = new float[(int) ((exact + resampler.down() - 1) / resampler.down())];
    for (int n = 0; n < result.length; n++) {
      long place = (long) n * resampler.down();
      int centre = (int) (place / resampler.up());
      float[] weights = resampler.weights((int) (place % resampler.up()));
      double sum = 0;
      for (int tap = 0; tap < weights.length; tap++) {
        int input = centre - resampler.halfTaps() + 1 + tap;
        sum += input >= 0 && input < sound.length ? (double) weights[tap] * sound[input] : 0;
      }
      result[n] = (float) sum;
    }
    return result;
  }
}
