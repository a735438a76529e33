package io.voxward.consent.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where erasures are written down outside of the database. */
@ConfigMapping(prefix = "voxward.erasures")
public interface ErasureJournalConfig {
  /**
   * The folder of the journals; every node needs the same one. It must outlive the database and its
   * backups: never put an old copy in its place.
   */
  Path journal();

  /**
   * Ids of journals that are lost for good, which the database knows and nobody will find again:
   * erasures in them that a restored backup lacks are not done again.
   */
  Optional<List<String>> acceptLossOf();

  /** Entries that one transaction does again after a restore. */
  @WithDefault("100")
  int replayedTogether();
}
