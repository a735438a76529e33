package io.voxward.common;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads that share queries: whoever asks while a query is under way is answered by the next one,
 * together with everybody else who asked meanwhile. Nothing is remembered between queries, and a
 * query that answers a read always begins after that read was asked for, so an answer is as fresh
 * as that of a query of its own; but under load a handful of reads cost one round trip.
 *
 * <p>Waits block: meant for virtual threads. One query is under way at a time, so as many wait as
 * ask.
 *
 * @param <K> what is asked for
 * @param <V> what the answer is
 */
public final class SharedReads<K, V> {
  private final Function<Set<K>, Map<K, V>> query;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Round<K, V> gathering;
  private boolean asking;
  private long rounds;

  /**
   * An answer.
   *
   * @param value absent where the query found nothing
   * @param round which query it is of: a later one saw everything that an earlier one saw
   */
  public record Read<V>(@Nullable V value, long round) {}

  /** Everybody who is answered by one query. */
  private static final class Round<K, V> {
    final Set<K> keys = new HashSet<>();
    final CompletableFuture<Map<K, V>> answers = new CompletableFuture<>();
    long number;
  }

  /** Reads by {@code query}, which answers for all keys at once. */
  public SharedReads(Function<Set<K>, Map<K, V>> query) {
    this.query = query;
  }

  /** The answer for {@code key}; what the query throws, this throws. */
  public Read<V> read(K key) {
    Round<K, V> mine;
    boolean first;
    lock.lock();
    try {
      if (gathering == null) {
        gathering = new Round<>();
      }
      mine = gathering;
      mine.keys.add(key);
      first = !asking;
      if (first) {
        begin(mine);
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      ask(mine);
      goOn();
    }
    return new Read<>(answer(mine).get(key), mine.number);
  }

  private static <K, V> Map<K, V> answer(Round<K, V> round) {
    try {
      return round.answers.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void begin(Round<K, V> round) {
    gathering = null;
    asking = true;
    round.number = ++rounds;
  }

  private void ask(Round<K, V> round) {
    try {
      round.answers.complete(query.apply(round.keys));
    } catch (Throwable e) {
      round.answers.completeExceptionally(e);
    }
  }

  /** Those who asked meanwhile are not made to wait for whoever was first to read its answer. */
  private void goOn() {
    Round<K, V> next = next();
    if (next != null) {
      Thread.ofVirtual()
          .name("shared-reads")
          .start(() -> {
            for (Round<K, V> round = next; round != null; round = next()) {
              ask(round);
            }
          });
    }
  }

  private @Nullable Round<K, V> next() {
    lock.lock();
    try {
      Round<K, V> next = gathering;
      if (next == null) {
        asking = false;
      } else {
        begin(next);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }
}
