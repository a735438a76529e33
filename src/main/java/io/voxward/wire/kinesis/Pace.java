package io.voxward.wire.kinesis;

import java.time.Duration;
import java.time.Instant;

/**
 * Spreads audio that waits in a stream over time, so that a call whose beginning is fetched late
 * does not come faster than its session allows. A second of audio may come at once, as a fragment
 * of a running call does.
 */
final class Pace {
  private static final double NANOS = 1e9;
  private static final double AT_ONCE_SECONDS = 1;

  private final double timesRealTime;
  private Instant due;

  /**
   * @param timesRealTime seconds of audio in one second; at least 1
   * @param start when the first audio may come
   */
  Pace(double timesRealTime, Instant start) {
    if (!(timesRealTime >= 1)) {
      throw new IllegalArgumentException("pace below real time: " + timesRealTime);
    }
    this.timesRealTime = timesRealTime;
    this.due = start;
  }

  /** How long to wait until so many seconds of audio may go on; counts them. */
  Duration wait(double audioSeconds, Instant now) {
    Instant earliest = now.minus(lasting(AT_ONCE_SECONDS));
    if (due.isBefore(earliest)) {
      due = earliest;
    }
    due = due.plus(lasting(audioSeconds));
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }

  private Duration lasting(double audioSeconds) {
    return Duration.ofNanos(Math.round(audioSeconds / timesRealTime * NANOS));
  }
}
