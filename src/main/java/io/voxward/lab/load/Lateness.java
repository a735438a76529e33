package io.voxward.lab.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** How late messages were sent, counted by the millisecond up to a few seconds. */
final class Lateness {
  private static final int MOST_MILLIS = 5_000;
  private final AtomicLongArray counts = new AtomicLongArray(MOST_MILLIS + 1);

  /** One more message. */
  void add(long nanos) {
    int millis = (int) Math.min(MOST_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos));
    long _ = counts.incrementAndGet(millis);
  }

  /** How many messages. */
  long count() {
    long all = 0;
    for (int i = 0; i <= MOST_MILLIS; i++) {
      all += counts.get(i);
    }
    return all;
  }

  /** The least whole number of milliseconds that {@code percent} of all do not exceed. */
  int percentile(double percent) {
    long rank = (long) Math.ceil(percent / 100 * count());
    long seen = 0;
    for (int i = 0; i < MOST_MILLIS; i++) {
      seen += counts.get(i);
      if (seen >= rank) {
        return i;
      }
    }
    return MOST_MILLIS;
  }
}
