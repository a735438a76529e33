package io.voxward.engine.audio;

import java.util.Arrays;

/**
 * Changes the sampling rate with a polyphase windowed sinc (Kaiser window), for any two rates from
 * 8 to 48 kHz.
 *
 * <p>The pass band reaches to 0.454 of the lower rate (3.63 kHz for telephone speech) with a ripple
 * below 0.001 dB; from half the lower rate on everything is at least 90 dB down. The filter has no
 * delay: sample n of the output stands where time n/to of the input is, and n input samples make
 * {@code ceil(n × to / from)} output samples. Before the beginning and after the end the sound is
 * taken to be zero.
 *
 * <p>Immutable and thread-safe; making one costs the computation of its table, up to 3 million
 * numbers for rates without a common divisor.
 */
public final class Resampler {
  /** Half the length of the filter, in samples of the lower rate. */
  static final int HALF_WIDTH = 64;

  /** How far the stop band is down by design, in decibels. */
  static final double ATTENUATION = 92;

  /**
   * How a filter falls off.
   *
   * @param halfWidth half its length, in samples of the lower rate
   * @param attenuation how far the stop band is down by design, in decibels
   * @param transitions where the middle of its slope lies: so many widths of the slope below half
   *     the lower rate
   */
  private record Slope(int halfWidth, double attenuation, double transitions) {
    static final Slope STEEP = new Slope(HALF_WIDTH, ATTENUATION, 0.5);
    static final Slope GENTLE = new Slope(16, 82, 0);

    /** Kaiser's formula: the length and the attenuation give the width of the slope. */
    double cutoff() {
      double transition = (attenuation - 7.95) / (14.36 * 2 * halfWidth);
      return 0.5 - transitions * transition;
    }

    double beta() {
      return 0.1102 * (attenuation - 8.7);
    }
  }

  private static final int WINDOW_STEPS = 1 << 14;

  private final SampleRate from;
  private final SampleRate to;
  private final int up;
  private final int down;
  private final int halfTaps;
  private final float[][] phases;

  private Resampler(SampleRate from, SampleRate to, Slope slope) {
    this.from = from;
    this.to = to;
    int divisor = greatestCommonDivisor(from.hertz(), to.hertz());
    this.up = to.hertz() / divisor;
    this.down = from.hertz() / divisor;
    double stretch = Math.max(1.0, (double) down / up);
    // Even, so that the number of taps is a multiple of four.
    this.halfTaps = (int) Math.ceil(slope.halfWidth() * stretch / 2) * 2;
    this.phases = up == down ? new float[0][] : phases(stretch, slope);
  }

  /** A resampler from one rate to another; equal rates give one that changes nothing. */
  public static Resampler between(SampleRate from, SampleRate to) {
    return new Resampler(from, to, Slope.STEEP);
  }

  /**
   * A resampler from a lower rate to a higher one with a short filter, as speaker models hear
   * telephone speech in their training: 6 dB down at half the lower rate, 80 dB down from 0.58 of
   * it on. What it lets through just above the edge fills the mel bins there; with the steep filter
   * they lie at the floor, and the embedding has only 0.98 of the direction it should have (the
   * gentle one: 0.9998). Down, or for equal rates, it is the steep one.
   */
  public static Resampler gentle(SampleRate from, SampleRate to) {
    return new Resampler(from, to, from.hertz() < to.hertz() ? Slope.GENTLE : Slope.STEEP);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /**
   * The sine of a difference is taken apart and the window is read from a table, since rates
   * without a common divisor need millions of weights.
   */
  private float[][] phases(double stretch, Slope slope) {
    double cutoff = slope.cutoff() / stretch;
    double[] window = window(slope.beta());
    double turn = 2 * Math.PI * cutoff;
    double[] cosOfTap = new double[2 * halfTaps];
    double[] sinOfTap = new double[2 * halfTaps];
    for (int tap = 0; tap < 2 * halfTaps; tap++) {
      cosOfTap[tap] = Math.cos(turn * (halfTaps - 1 - tap));
      sinOfTap[tap] = Math.sin(turn * (halfTaps - 1 - tap));
    }
    double toWindow = WINDOW_STEPS / (slope.halfWidth() * stretch);
    float[][] table = new float[up][2 * halfTaps];
    for (int phase = 0; phase < up; phase++) {
      double offset = (double) phase / up;
      double cosOfPhase = Math.cos(turn * offset);
      double sinOfPhase = Math.sin(turn * offset);
      for (int tap = 0; tap < 2 * halfTaps; tap++) {
        double time = offset + (halfTaps - 1 - tap);
        double place = Math.abs(time) * toWindow;
        if (place < WINDOW_STEPS) {
          double sine = sinOfPhase * cosOfTap[tap] + cosOfPhase * sinOfTap[tap];
          double sinc = time == 0 ? 2 * cutoff : sine / (Math.PI * time);
          int step = (int) place;
          double weight = window[step] + (window[step + 1] - window[step]) * (place - step);
          table[phase][tap] = (float) (sinc * weight);
        }
      }
    }
    return table;
  }

  /** Kaiser's window from its middle to its end, fine enough to be read between the steps. */
  private static double[] window(double beta) {
    double[] window = new double[WINDOW_STEPS + 1];
    for (int step = 0; step <= WINDOW_STEPS; step++) {
      double place = (double) step / WINDOW_STEPS;
      window[step] = Bessel.i0(beta * Math.sqrt(1 - place * place)) / Bessel.i0(beta);
    }
    return window;
  }

  /** The rate that goes in. */
  public SampleRate from() {
    return from;
  }

  /** The rate that comes out. */
  public SampleRate to() {
    return to;
  }

  /**
   * The whole of {@code audio} at the other rate.
   *
   * @throws IllegalArgumentException when its rate is not {@link #from}
   */
  public PcmAudio apply(PcmAudio audio) {
    if (!audio.rate().equals(from)) {
      throw new IllegalArgumentException("made for " + from + ", given " + audio.rate());
    }
    if (up == down) {
      return audio;
    }
    ResamplerStream stream = stream();
    float[] body = stream.accept(audio.samples());
    float[] tail = stream.finish();
    float[] whole = Arrays.copyOf(body, body.length + tail.length);
    System.arraycopy(tail, 0, whole, body.length, tail.length);
    return new PcmAudio(whole, to);
  }

  /** A stream at its beginning: the same samples as {@link #apply}, in pieces. */
  public ResamplerStream stream() {
    return new ResamplerStream(this);
  }

  /** Output samples per {@link #down} input samples. */
  int up() {
    return up;
  }

  /** Input samples per {@link #up} output samples. */
  int down() {
    return down;
  }

  /** How many input samples after an output sample's place have a part in it. */
  int halfTaps() {
    return halfTaps;
  }

  /**
   * The weights of the input samples for an output sample that lies {@code phase / up} after one.
   */
  float[] weights(int phase) {
    return phases[phase];
  }
}
