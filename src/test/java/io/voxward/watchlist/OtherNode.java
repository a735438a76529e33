package io.voxward.watchlist;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.engine.scoring.Scorers;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.store.DomainKeyRepository;
import io.voxward.voiceprint.DomainSpaces;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.voiceprint.store.VoiceprintRepository;
import io.voxward.watchlist.store.FraudsterRepository;
import io.voxward.watchlist.store.GalleryStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Another node on the same database, made of what a node consists of, with a memory of its own that
 * nobody tells anything. Call it in a transaction.
 */
@ApplicationScoped
class OtherNode {
  private final Voiceprints voiceprints;
  private final FraudsterSearch search;

  OtherNode(
      DomainKeyRepository keyRows,
      KeyProvider provider,
      VoiceprintRepository printRows,
      GalleryStates states,
      FraudsterRepository fraudsterRows,
      WatchlistConfig config,
      Scorers scorers,
      Audit audit,
      Clock clock) {
    MeterRegistry meters = new SimpleMeterRegistry();
    DomainKeys keys = new DomainKeys(keyRows, provider, clock);
    voiceprints = new Voiceprints(printRows, keys, new DomainSpaces(keys), clock);
    search =
        new FraudsterSearch(
            new Snapshots(states, fraudsterRows, voiceprints, config, meters),
            voiceprints,
            scorers,
            audit,
            meters);
  }

  Voiceprints voiceprints() {
    return voiceprints;
  }

  FraudsterSearch search() {
    return search;
  }
}
