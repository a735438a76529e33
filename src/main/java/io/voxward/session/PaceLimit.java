package io.voxward.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast audio may arrive: a bucket of seconds of audio that fills at a multiple of real time.
 * The bucket holds what that multiple allows in one second, so the pace is averaged over one second
 * and a burst after a stalled connection is forgiven only that far.
 */
final class PaceLimit {
  private static final double AVERAGED_OVER_SECONDS = 1.0;
  private static final double NANOS = 1e9;

  private final double timesRealTime;
  private double allowance;
  private Instant last;

  /**
   * @param timesRealTime seconds of audio allowed in one second of time; at least 1
   * @param start when the stream began
   */
  PaceLimit(double timesRealTime, Instant start) {
    if (!(timesRealTime >= 1)) {
      throw new IllegalArgumentException("pace below real time: " + timesRealTime);
    }
    this.timesRealTime = timesRealTime;
    this.allowance = timesRealTime * AVERAGED_OVER_SECONDS;
    this.last = start;
  }

  /** Whether so many seconds of audio may arrive now; counts them if so. */
  boolean admits(double audioSeconds, Instant now) {
    double elapsed = Duration.between(last, now).toNanos() / NANOS;
    if (elapsed > 0) {
      allowance =
          Math.min(timesRealTime * AVERAGED_OVER_SECONDS, allowance + elapsed * timesRealTime);
      last = now;
    }
    if (audioSeconds > allowance) {
      return false;
    }
    allowance -= audioSeconds;
    return true;
  }
}
