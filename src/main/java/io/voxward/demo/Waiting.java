package io.voxward.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until an answer is final. */
final class Waiting {
  private static final long BETWEEN_MILLIS = 100;

  private Waiting() {}

  /** The first answer that is {@code done}, or the last one within {@code patience}. */
  static <T> T until(Supplier<T> asks, Predicate<T> done, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    T answer = asks.get();
    while (!done.test(answer) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      answer = asks.get();
    }
    return answer;
  }
}
