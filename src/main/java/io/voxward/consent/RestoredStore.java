package io.voxward.consent;

import io.voxward.common.StoreGate;
import io.voxward.consent.journal.ErasureEntry;
import io.voxward.consent.journal.ErasureEntry.What;
import io.voxward.consent.journal.ErasureJournalConfig;
import io.voxward.consent.journal.JournalException;
import io.voxward.consent.journal.JournalPlace;
import io.voxward.consent.journal.Journals;
import io.voxward.consent.store.JournalRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Recognises a database that was restored from a backup, or that a process left while it erased: it
 * lacks entries that the journals hold. They are done again before anybody is served.
 */
@ApplicationScoped
public class RestoredStore {
  private static final Logger LOG = Logger.getLogger(RestoredStore.class);

  /** Where only the last word counts, whichever node said it. */
  private static final Set<What> LAST_WORD_COUNTS =
      Set.of(What.DOMAIN_SUSPENDED, What.DOMAIN_RESTORED);

  private final StoreGate gate;
  private final Journals journals;
  private final JournalRepository rows;
  private final ErasureReplay replay;
  private final ErasureJournalConfig config;

  /** Compares {@code rows} with {@code journals}; closes {@code gate} before it erases. */
  public RestoredStore(
      StoreGate gate,
      Journals journals,
      JournalRepository rows,
      ErasureReplay replay,
      ErasureJournalConfig config) {
    this.gate = gate;
    this.journals = journals;
    this.rows = rows;
    this.replay = replay;
    this.config = config;
  }

  /**
   * Does what the database has forgotten. It is complete when this returns.
   *
   * @return why it cannot be known or done; empty if nothing is missing any more
   */
  public Optional<String> catchUp() {
    try {
      Map<String, Long> known = rows.known();
      Optional<String> lost = lost(known);
      if (lost.isEmpty()) {
        catchUp(known);
      }
      return lost;
    } catch (JournalException e) {
      LOG.errorf(e, "erasures cannot be compared with the journals in %s", journals.folder());
      return Optional.of(e.fault());
    }
  }

  private Optional<String> lost(Map<String, Long> known) {
    Set<String> there = journals.ids();
    List<String> accepted = config.acceptLossOf().orElse(List.of());
    return known.keySet().stream()
        .filter(journal -> !there.contains(journal) && !accepted.contains(journal))
        .min(Comparator.naturalOrder())
        .map(journal ->
            "the erasure journal "
                + journal
                + " is not in "
                + journals.folder()
                + ": bring it there (every node needs the same folder), or accept its loss by"
                + " voxward.erasures.accept-loss-of");
  }

  private void catchUp(Map<String, Long> known) {
    Map<JournalPlace, ErasureEntry> last = new LinkedHashMap<>();
    Map<JournalPlace, ErasureEntry> some = new LinkedHashMap<>();
    Map<String, Long> complete = new TreeMap<>();
    int[] done = {0};
    journals.forEachMissing(
        known,
        rows::noted,
        (place, entry) -> {
          if (LAST_WORD_COUNTS.contains(entry.what())) {
            last.put(place, entry);
            return;
          }
          some.put(place, entry);
          if (some.size() >= config.replayedTogether()) {
            done[0] += again(some);
          }
        },
        complete::put);
    done[0] += again(some);
    done[0] += again(inOrder(last));
    complete.forEach(rows::settle);
    if (done[0] > 0) {
      LOG.infof("erasures that this database had forgotten were done again entries=%d", done[0]);
    }
  }

  private int again(Map<JournalPlace, ErasureEntry> some) {
    if (some.isEmpty()) {
      return 0;
    }
    if (gate.isOpen()) {
      gate.close("erasures that the database has forgotten are being done again");
    }
    try {
      int done = replay.again(some);
      some.clear();
      return done;
    } catch (RuntimeException e) {
      throw new JournalException(
          "erasures that the database has forgotten could not be done again", e);
    }
  }

  private static Map<JournalPlace, ErasureEntry> inOrder(Map<JournalPlace, ErasureEntry> entries) {
    Map<JournalPlace, ErasureEntry> ordered = new LinkedHashMap<>();
    entries.entrySet().stream()
        .sorted(Comparator.comparing(one -> one.getValue().at()))
        .forEach(one -> ordered.put(one.getKey(), one.getValue()));
    return ordered;
  }
}
