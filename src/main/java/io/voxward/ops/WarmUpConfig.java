package io.voxward.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a node that has just started is made ready for its first call. */
@ConfigMapping(prefix = "voxward.warm-up")
public interface WarmUpConfig {
  /** Whether it rehearses a call before it says that it is ready. */
  @WithDefault("true")
  boolean enabled();

  /** The longest that it may take; then the node is ready as it is. */
  @WithDefault("PT10S")
  Duration atMost();
}
