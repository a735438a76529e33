package io.voxward.engine.vad;

import io.voxward.engine.audio.SampleRate;

/**
 * The stretch of sound that the network judges at once: 32 ms, with the 4 ms before it in front.
 * The network knows two sample rates.
 */
enum Window {
  TELEPHONE(8000, 256, 32),
  WIDEBAND(16000, 512, 64);

  /** How long a window is, in seconds, at either rate. */
  static final double SECONDS = 0.032;

  private final int hertz;
  private final int samples;
  private final int context;

  Window(int hertz, int samples, int context) {
    this.hertz = hertz;
    this.samples = samples;
    this.context = context;
  }

  static Window at(SampleRate rate) {
    for (Window window : values()) {
      if (window.hertz == rate.hertz()) {
        return window;
      }
    }
    throw new IllegalArgumentException(
        "speech is detected at 8000 or 16000 Hz, not at " + rate.hertz());
  }

  SampleRate rate() {
    return new SampleRate(hertz);
  }

  int samples() {
    return samples;
  }

  int context() {
    return context;
  }
}
