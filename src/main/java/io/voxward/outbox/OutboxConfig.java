package io.voxward.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are told and how long they are kept. */
@ConfigMapping(prefix = "voxward.outbox")
public interface OutboxConfig {
  /** How often waiting events are told. */
  @WithDefault("PT1S")
  Duration tellEvery();

  /**
   * How long an event is kept in the database after it was told, so that whoever missed it can read
   * it again; zero forgets it at once.
   */
  @WithDefault("PT24H")
  Duration keepFor();
}
