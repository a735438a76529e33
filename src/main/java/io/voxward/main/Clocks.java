package io.voxward.main;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Provides the one clock that everything reads the time from; tests replace it. */
@ApplicationScoped
public class Clocks {
  /** Wall-clock time in UTC. */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.systemUTC();
  }
}
