package io.voxward.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this node works on jobs. */
@ConfigMapping(prefix = "voxward.job")
public interface JobConfig {
  /** Items that this node works on at once; 0 leaves all jobs to other nodes. */
  @WithDefault("4")
  int workers();

  /**
   * How long an item belongs to the node that took it without a sign of life. A node that lives
   * gives one three times as often; the clocks of nodes may differ by much less than this.
   */
  @WithDefault("PT30S")
  Duration lease();

  /** How often a node that has nothing to do looks for work. */
  @WithDefault("PT1S")
  Duration lookEvery();

  /** How often an item, and the splitting and finishing of a job, is begun before it fails. */
  @WithDefault("5")
  int mostAttempts();

  /** The wait after a first attempt went wrong; each further one doubles it, up to a minute. */
  @WithDefault("PT2S")
  Duration backOff();
}
