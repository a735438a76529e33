package io.voxward.watchlist;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of watchlist searches. */
@ConfigMapping(prefix = "voxward.watchlist")
public interface WatchlistConfig {
  /**
   * Memory for the voices of fraudsters, over all domains, in megabytes; a fraudster takes about
   * 1.1 kB. Beyond it the domains searched longest ago are read again at their next search.
   */
  @WithDefault("256")
  int galleryMegabytes();
}
