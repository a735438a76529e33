package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.onnx.InferencePool.Size;
import io.voxward.engine.onnx.InferencePool.Submission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferencePoolTest {
  private final InferencePool pool = new InferencePool(new Size(1, 2, 1));
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  /** Occupies the only thread until the gate opens. */
  private CompletableFuture<String> occupy() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> result =
        accepted(
            pool.submit(
                Priority.BATCH,
                () -> {
                  started.countDown();
                  gate.await();
                  return "first";
                }));
    started.await();
    return result;
  }

  private CompletableFuture<String> submit(Priority priority, String name) {
    return accepted(
        pool.submit(
            priority,
            () -> {
              order.add(name);
              return name;
            }));
  }

  private static <T> CompletableFuture<T> accepted(Submission<T> submission) {
    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    return ((Submission.Accepted<T>) submission).result();
  }

  @Test
  void work_runs_on_a_platform_thread_of_the_pool() {
    CompletableFuture<Thread> thread = accepted(pool.submit(Priority.LIVE, Thread::currentThread));

    assertThat(thread.join().isVirtual()).isFalse();
    assertThat(thread.join().getName()).startsWith("voxward-inference");
  }

  @Test
  void live_work_overtakes_batch_work_that_came_before_it() throws InterruptedException {
    CompletableFuture<String> first = occupy();
    CompletableFuture<String> batch = submit(Priority.BATCH, "batch");
    CompletableFuture<String> live = submit(Priority.LIVE, "live");

    gate.countDown();

    CompletableFuture.allOf(first, batch, live).join();
    assertThat(order).containsExactly("live", "batch");
  }

  @Test
  void watching_comes_after_live_work_and_before_batch_work() throws InterruptedException {
    CompletableFuture<String> first = occupy();
    CompletableFuture<String> batch = submit(Priority.BATCH, "batch");
    CompletableFuture<String> watch = submit(Priority.WATCH, "watch");
    CompletableFuture<String> live = submit(Priority.LIVE, "live");

    gate.countDown();

    CompletableFuture.allOf(first, batch, watch, live).join();
    assertThat(order).containsExactly("live", "watch", "batch");
  }

  @Test
  void sound_is_heard_while_every_other_thread_is_busy() throws InterruptedException {
    CompletableFuture<String> first = occupy();

    CompletableFuture<Thread> heard =
        accepted(pool.submit(Priority.HEARING, Thread::currentThread));

    assertThat(heard.join().getName()).startsWith("voxward-hearing");
    assertThat(first).isNotDone();
  }

  @Test
  void batch_work_never_takes_the_last_of_several_threads() throws InterruptedException {
    try (InferencePool two = new InferencePool(new Size(2, 2, 2))) {
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<String> longOne =
          accepted(
              two.submit(
                  Priority.BATCH,
                  () -> {
                    started.countDown();
                    gate.await();
                    return "long";
                  }));
      started.await();
      CompletableFuture<String> another = accepted(two.submit(Priority.BATCH, () -> "another"));

      CompletableFuture<String> live = accepted(two.submit(Priority.LIVE, () -> "live"));

      assertThat(live.join()).isEqualTo("live");
      assertThat(another).isNotDone();
      gate.countDown();
      assertThat(longOne.join()).isEqualTo("long");
      assertThat(another.join()).isEqualTo("another");
    }
  }

  @Test
  void work_that_finds_its_queue_full_is_refused_at_once_and_counted() throws InterruptedException {
    CompletableFuture<String> _ = occupy();
    CompletableFuture<String> _ = submit(Priority.BATCH, "batch");

    Submission<String> refused = pool.submit(Priority.BATCH, () -> "never");

    assertThat(refused).isEqualTo(new Submission.Overloaded<String>(Priority.BATCH, 1));
    assertThat(pool.load().refused()).isEqualTo(1);
  }

  @Test
  void a_full_batch_queue_leaves_room_for_live_work() throws InterruptedException {
    CompletableFuture<String> _ = occupy();
    CompletableFuture<String> _ = submit(Priority.BATCH, "batch");

    Submission<String> live = pool.submit(Priority.LIVE, () -> "live");

    assertThat(live).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void the_load_says_what_runs_and_what_waits() throws InterruptedException {
    CompletableFuture<String> _ = occupy();
    CompletableFuture<String> _ = submit(Priority.LIVE, "a");
    CompletableFuture<String> _ = submit(Priority.LIVE, "b");
    CompletableFuture<String> _ = submit(Priority.WATCH, "w");
    CompletableFuture<String> _ = submit(Priority.BATCH, "c");

    InferencePool.Load load = pool.load();

    assertThat(load).isEqualTo(new InferencePool.Load(1, 1, 0, 2, 1, 1, 0, 0));
  }

  @Test
  void a_failure_of_the_work_reaches_whoever_asked() {
    assertThatThrownBy(() ->
            pool.ask(
                Priority.LIVE,
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void the_pool_goes_on_after_a_failure() {
    CompletableFuture<Object> failed =
        accepted(
            pool.submit(
                Priority.LIVE,
                () -> {
                  throw new IllegalStateException("broken");
                }));

    InferencePool.Answer<String> answer = pool.ask(Priority.LIVE, () -> "well");

    assertThat(answer).isEqualTo(new InferencePool.Answer.Done<>("well"));
    assertThat(failed).isCompletedExceptionally();
  }

  @Test
  void closing_cancels_what_waits_and_lets_what_runs_end() throws InterruptedException {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> waiting = submit(Priority.LIVE, "waiting");
    Thread closer = Thread.ofPlatform().start(pool::close);
    while (!waiting.isDone()) {
      Thread.onSpinWait();
    }

    gate.countDown();
    closer.join();

    assertThat(waiting).isCancelled();
    assertThat(running).isCompletedWithValue("first");
  }

  @Test
  void a_closed_pool_says_so() {
    pool.close();

    Submission<String> submission = pool.submit(Priority.LIVE, () -> "never");

    assertThat(submission).isEqualTo(new Submission.Closed<String>());
  }
}
