package io.voxward.engine.audio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rates that live streams come with, and the way from each to one at which calls are heard. A
 * filter's table is made once for a pair of rates and shared; so only the usual rates are taken,
 * since one for rates without a common divisor has millions of numbers.
 */
public final class LiveRates {
  private static final List<Integer> TAKEN =
      List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 96000, 192000);

  private final Map<Pair, Resampler> resamplers = new ConcurrentHashMap<>();

  private record Pair(SampleRate from, SampleRate to) {}

  /** Whether a stream may come at so many samples a second. */
  public static boolean isTaken(int hertz) {
    return TAKEN.contains(hertz);
  }

  /** Every rate that is taken, for people to read. */
  public static String taken() {
    return String.join(", ", TAKEN.stream().map(String::valueOf).toList());
  }

  /**
   * The rate at which a call that comes at {@code hertz} is heard: 16 kHz where its sound reaches
   * that far, else 8 kHz, so that a band half filled is not taken for wideband speech.
   */
  public static SampleRate heardAt(int hertz) {
    return hertz >= SampleRate.WIDEBAND.hertz() ? SampleRate.WIDEBAND : SampleRate.TELEPHONE;
  }

  /**
   * The way of one stream from its rate to that of its call.
   *
   * @param hertz the stream's rate, one that {@link #isTaken}
   * @param channels how many channels are interleaved
   * @param callerChannel which of them is the caller's, from 0; the others are left out
   * @param to the rate at which the call is heard
   * @throws IllegalArgumentException for another rate or channel
   */
  public LiveRateChange change(int hertz, int channels, int callerChannel, SampleRate to) {
    if (!isTaken(hertz)) {
      throw new IllegalArgumentException("no stream comes at " + hertz + " Hz");
    }
    int halvings = 0;
    int rate = hertz;
    while (rate > SampleRate.HIGHEST) {
      rate /= 2;
      halvings++;
    }
    Resampler resampler =
        resamplers.computeIfAbsent(
            new Pair(new SampleRate(rate), to), pair -> Resampler.between(pair.from(), pair.to()));
    return new LiveRateChange(
        new LiveDecoder(Encoding.L16_LITTLE_ENDIAN, channels, callerChannel),
        halvings,
        resampler.stream());
  }
}
