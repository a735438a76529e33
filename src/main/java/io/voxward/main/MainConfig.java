package io.voxward.main;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What the launcher tells the service about itself. */
@ConfigMapping(prefix = "voxward.node")
public interface MainConfig {
  /** Where everything lies that this node keeps beside the database. */
  Path dataDir();

  /** Whether the database is this node's own, started by the launcher. */
  @WithDefault("false")
  boolean embeddedDatabase();
}
