package io.voxward.main;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Provides the one clock that everything reads the time from; tests replace it. */
@ApplicationScoped
public class Clocks {
  /** The database keeps times to the microsecond; so does everything else. */
  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  /** Wall-clock time in UTC, to the microsecond. */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }
}
