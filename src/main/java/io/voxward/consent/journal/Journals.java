package io.voxward.consent.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All journals in the folder, compared with what a database holds of them. */
@ApplicationScoped
public class Journals {
  private final ErasureJournal own;

  /** The number of the last entry of each journal whose process is gone: it does not change. */
  private final Map<String, Long> ends = new HashMap<>();

  /** Reads the folder that {@code own} is written into. */
  public Journals(ErasureJournal own) {
    this.own = own;
  }

  /** Where they lie. */
  public Path folder() {
    return own.folder();
  }

  /** The journals there are. */
  public Set<String> ids() {
    return own.files().stream().map(JournalFile::id).collect(Collectors.toSet());
  }

  /**
   * Finds the entries that a database lacks. Those of other processes that live, and open ones of
   * this process, are left to whoever wrote them.
   *
   * @param known up to which number the database holds all of each journal
   * @param noted the entries of a journal beyond that which it holds
   * @param missing is told of each that it lacks
   * @param complete is told up to which number of each journal it lacks nothing once it has those
   * @throws JournalException if a journal cannot be read or was changed
   */
  public synchronized void forEachMissing(
      Map<String, Long> known,
      Function<String, Set<Long>> noted,
      BiConsumer<JournalPlace, ErasureEntry> missing,
      BiConsumer<String, Long> complete) {
    for (JournalFile file : own.files()) {
      long upTo = known.getOrDefault(file.id(), 0L);
      if (end(file) > upTo && !own.isHeldElsewhere(file)) {
        look(file, upTo, noted, missing, complete);
      }
    }
  }

  private long end(JournalFile file) {
    long settled = own.settledUpTo(file.id());
    if (settled < Long.MAX_VALUE) {
      return settled;
    }
    Long end = ends.get(file.id());
    return end == null ? file.last() : end;
  }

  private void look(
      JournalFile file,
      long upTo,
      Function<String, Set<Long>> noted,
      BiConsumer<JournalPlace, ErasureEntry> missing,
      BiConsumer<String, Long> complete) {
    // In this order: what is settled now is noted by the time that the database is asked.
    long settled = Math.min(own.settledUpTo(file.id()), file.last());
    SortedMap<Long, ErasureEntry> entries = file.between(upTo, settled);
    Set<Long> there = noted.apply(file.id());
    entries.forEach((number, entry) -> {
      if (!there.contains(number)) {
        missing.accept(new JournalPlace(file.id(), number), entry);
      }
    });
    complete.accept(file.id(), settled);
    if (!own.isOwn(file.id())) {
      ends.put(file.id(), settled);
    }
  }
}
