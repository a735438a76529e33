package io.voxward.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How often something came later than it should during the last seconds: counts in slots of half a
 * second, the oldest forgotten. Safe for use by several threads.
 */
final class LagWindow {
  private static final int SLOTS = 20;
  private static final long SLOT_MILLIS = 500;

  /** Fewer than this say nothing. */
  private static final int LEAST = 10;

  /** One in so many may be late. */
  private static final int ONE_IN = 20;

  private final Duration limit;
  private final long[] slot = new long[SLOTS];
  private final int[] all = new int[SLOTS];
  private final int[] late = new int[SLOTS];

  /** Later than {@code limit} is late. */
  LagWindow(Duration limit) {
    this.limit = limit;
  }

  /** Something took so long until now. */
  synchronized void took(Duration lag, Instant now) {
    long number = now.toEpochMilli() / SLOT_MILLIS;
    int at = (int) (number % SLOTS);
    if (slot[at] != number) {
      slot[at] = number;
      all[at] = 0;
      late[at] = 0;
    }
    all[at]++;
    if (lag.compareTo(limit) > 0) {
      late[at]++;
    }
  }

  /** Whether more than one in twenty was late lately. */
  synchronized boolean late(Instant now) {
    long number = now.toEpochMilli() / SLOT_MILLIS;
    int total = 0;
    int tooLate = 0;
    for (int at = 0; at < SLOTS; at++) {
      if (number - slot[at] < SLOTS) {
        total += all[at];
        tooLate += late[at];
      }
    }
    return total >= LEAST && (long) tooLate * ONE_IN > total;
  }
}
