package io.voxward.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Whether and when this node begins what is due by the clock. */
@ConfigMapping(prefix = "voxward.schedule")
public interface ScheduleConfig {
  /** Whether this node looks at the clock; runs begun by hand work all the same. */
  @WithDefault("true")
  boolean enabled();

  /** How long after its start a node begins to look: a start has other things to do. */
  @WithDefault("PT10S")
  Duration startAfter();
}
