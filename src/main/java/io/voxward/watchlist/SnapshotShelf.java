package io.voxward.watchlist;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots kept within a number of bytes: beyond it those used longest ago go. The one put there
 * last stays, even if it is too large alone. Safe for many threads; nothing is read or computed
 * under its lock.
 *
 * @param <K> what a snapshot is of
 */
final class SnapshotShelf<K> {
  private static final float LOAD_FACTOR = 0.75f;

  private final long mostBytes;
  private final ReentrantLock guard = new ReentrantLock();
  private final Map<K, Snapshot> kept = new LinkedHashMap<>(64, LOAD_FACTOR, true);
  private long keptBytes;

  SnapshotShelf(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The snapshot of {@code key}, which counts as a use of it; absent if there is none. */
  @Nullable Snapshot find(K key) {
    guard.lock();
    try {
      return kept.get(key);
    } finally {
      guard.unlock();
    }
  }

  /** Puts a snapshot there, in the place of the one before. */
  void keep(K key, Snapshot fresh) {
    guard.lock();
    try {
      remove(key);
      kept.put(key, fresh);
      keptBytes += fresh.bytes();
      Iterator<Snapshot> longestAgo = kept.values().iterator();
      while (keptBytes > mostBytes && kept.size() > 1) {
        keptBytes -= longestAgo.next().bytes();
        longestAgo.remove();
      }
    } finally {
      guard.unlock();
    }
  }

  /** Takes the snapshots away whose keys are like that. */
  void dropAll(Predicate<K> which) {
    guard.lock();
    try {
      List.copyOf(kept.keySet()).stream().filter(which).forEach(this::remove);
    } finally {
      guard.unlock();
    }
  }

  private void remove(K key) {
    Snapshot old = kept.remove(key);
    if (old != null) {
      keptBytes -= old.bytes();
    }
  }

  /** Memory taken by all snapshots, in bytes. */
  long bytes() {
    guard.lock();
    try {
      return keptBytes;
    } finally {
      guard.unlock();
    }
  }

  /** How many snapshots there are. */
  int size() {
    guard.lock();
    try {
      return kept.size();
    } finally {
      guard.unlock();
    }
  }
}
