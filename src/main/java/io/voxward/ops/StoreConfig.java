package io.voxward.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often a node asks whether what is stored fits the code that runs. */
@ConfigMapping(prefix = "voxward.store")
public interface StoreConfig {
  /** How often it looks; before the first request it looks in any case. */
  @WithDefault("PT10S")
  Duration lookEvery();
}
