package io.voxward.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast new calls may come in. A call costs most some ten seconds after it began, when it is
 * decided: whoever lets in all that wait as soon as there is room has let in too many by the time
 * that it shows. So a node that was full takes calls in slowly for a while, and a crowd never all
 * at once. Safe for use by several threads.
 */
final class AdmissionPace {
  /** Calls of so many seconds at the full pace may come at once after a quiet time. */
  private static final double BURST_SECONDS = 10;

  /** After the node was full, calls come in at this part of the pace. */
  private static final double CAREFUL = 0.5;

  private static final Duration CAREFUL_FOR = Duration.ofSeconds(30);
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double places;
  private Instant counted;
  private Instant carefulUntil;

  /** Lets in {@code perSecond} calls, from {@code now} on. */
  AdmissionPace(double perSecond, Instant now) {
    this.perSecond = perSecond;
    this.places = perSecond * BURST_SECONDS;
    this.counted = now;
    this.carefulUntil = now;
  }

  /** The node is full: nobody comes in, and not many at once afterwards. */
  synchronized void full(Instant now) {
    places = 0;
    counted = now;
    carefulUntil = now.plus(CAREFUL_FOR);
  }

  /** Whether one more call may come in; it is counted then. */
  synchronized boolean enter(Instant now) {
    double pace = now.isBefore(carefulUntil) ? perSecond * CAREFUL : perSecond;
    double seconds = Math.max(0, Duration.between(counted, now).toNanos() / NANOS);
    places = Math.min(perSecond * BURST_SECONDS, places + seconds * pace);
    counted = now;
    if (places < 1) {
      return false;
    }
    places--;
    return true;
  }
}
