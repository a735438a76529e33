package io.voxward.wire.audiohook;

import io.voxward.access.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts wrong signatures by API key and minute. What is remembered is bounded: when it is full, it
 * begins anew, which lets a few more tries through and never keeps an honest caller out.
 */
final class FailureLimit {
  private static final int MOST_KEYS = 4096;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Count(Instant since, int failures) {}

  private final int perMinute;
  private final Clock clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  FailureLimit(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Whether the key has failed too often in this minute. */
  boolean isReached(String apiKey) {
    Count count = counts.get(name(apiKey));
    return count != null && !isOver(count, clock.instant()) && count.failures() >= perMinute;
  }

  /** The key has failed once more. */
  void failed(String apiKey) {
    Instant now = clock.instant();
    if (counts.size() >= MOST_KEYS) {
      counts.clear();
    }
    counts.compute(
        name(apiKey),
        (key, before) ->
            before == null || isOver(before, now)
                ? new Count(now, 1)
                : new Count(before.since(), before.failures() + 1));
  }

  private static boolean isOver(Count count, Instant now) {
    return !now.isBefore(count.since().plus(MINUTE));
  }

  private static String name(String apiKey) {
    return HexFormat.of().formatHex(Secrets.hash(apiKey));
  }

  /** Keys that are remembered. */
  int size() {
    return counts.size();
  }
}
