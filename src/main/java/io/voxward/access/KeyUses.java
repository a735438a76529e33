package io.voxward.access;

import io.voxward.access.store.AccessRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When each credential was last used, to the hour: a busy one is written down once in an hour. */
@ApplicationScoped
public class KeyUses {
  private final AccessRepository rows;
  private final Clock clock;

  /** Notes uses in {@code rows}. */
  public KeyUses(AccessRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Notes that {@code key}, as it was just read, let its bearer in. */
  void note(AccessKey key) {
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    Instant before = key.lastUsedAt();
    if (before == null || before.isBefore(hour)) {
      write(key, hour);
    }
  }

  @Transactional
  void write(AccessKey key, Instant hour) {
    rows.noteUse(key.tenant(), key.id(), hour);
  }
}
