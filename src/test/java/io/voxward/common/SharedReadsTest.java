package io.voxward.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
  private final List<Set<String>> queries = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger world = new AtomicInteger();

  private Map<String, Integer> query(Set<String> keys) {
    int seen = world.get();
    queries.add(Set.copyOf(keys));
    entered.countDown();
    await(gate);
    Map<String, Integer> answers = new HashMap<>();
    keys.stream().filter(key -> !key.equals("nobody")).forEach(key -> answers.put(key, seen));
    return answers;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoever_asks_while_a_query_is_under_way_is_answered_by_the_next_one_together() {
    // Given
    SharedReads<String, Integer> reads = new SharedReads<>(this::query);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = CompletableFuture.supplyAsync(() -> reads.read("a"), threads);
      await(entered);
      world.set(1);

      // When
      List<CompletableFuture<SharedReads.Read<Integer>>> later = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String key = i % 2 == 0 ? "a" : "b";
        later.add(CompletableFuture.supplyAsync(() -> reads.read(key), threads));
      }
      // They have asked when nobody of them runs any more.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      gate.countDown();

      // Then
      assertThat(first.join().value()).isZero();
      assertThat(later).allSatisfy(read -> assertThat(read.join().value()).isEqualTo(1));
      assertThat(later)
          .allSatisfy(read -> assertThat(read.join().round()).isGreaterThan(first.join().round()));
      assertThat(queries.size()).isLessThan(10);
      assertThat(queries.getFirst()).containsExactly("a");
      assertThat(queries).anySatisfy(keys -> assertThat(keys).containsExactlyInAnyOrder("a", "b"));
    }
  }

  @Test
  void nothing_is_remembered_between_queries() {
    // Given
    gate.countDown();
    SharedReads<String, Integer> reads = new SharedReads<>(this::query);
    assertThat(reads.read("a").value()).isZero();
    world.set(7);

    // When
    SharedReads.Read<Integer> again = reads.read("a");

    // Then
    assertThat(again.value()).isEqualTo(7);
    assertThat(reads.read("nobody").value()).isNull();
  }

  @Test
  void a_query_that_fails_fails_its_own_readers_only() {
    // Given
    AtomicInteger asked = new AtomicInteger();
    SharedReads<String, Integer> reads =
        new SharedReads<>(keys -> {
          if (asked.getAndIncrement() == 0) {
            throw new IllegalStateException("no database");
          }
          return Map.of("a", 1);
        });

    // When / Then
    assertThatThrownBy(() -> reads.read("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no database");
    assertThat(reads.read("a").value()).isEqualTo(1);
  }
}
