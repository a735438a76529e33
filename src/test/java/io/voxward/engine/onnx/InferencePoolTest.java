package io.voxward.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.onnx.InferencePool.Size;
import io.voxward.engine.onnx.InferencePool.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InferencePoolTest {
  private final InferencePool pool = new InferencePool(new Size(1, 2, 1));
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    gate.countDown();
    pool.close();
  }

  /** Occupies the only thread for calls until the gate opens. */
  private CompletableFuture<String> occupy() throws InterruptedException {
    return occupy(Priority.LIVE);
  }

  /** Occupies the only thread in the background until the gate opens. */
  private CompletableFuture<String> occupyBackground() throws InterruptedException {
    return occupy(Priority.BATCH);
  }

  private CompletableFuture<String> occupy(Priority priority) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> result =
        accepted(
            pool.submit(
                priority,
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
  void watching_overtakes_batch_work_that_came_before_it() throws InterruptedException {
    CompletableFuture<String> first = occupyBackground();
    CompletableFuture<String> batch = submit(Priority.BATCH, "batch");
    CompletableFuture<String> watch = submit(Priority.WATCH, "watch");

    gate.countDown();

    CompletableFuture.allOf(first, batch, watch).join();
    assertThat(order).containsExactly("watch", "batch");
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
  void live_work_runs_beside_batch_work_that_takes_long() throws InterruptedException {
    CompletableFuture<String> longOne = occupyBackground();

    CompletableFuture<String> live = submit(Priority.LIVE, "live");

    assertThat(live.join()).isEqualTo("live");
    assertThat(longOne).isNotDone();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_nobody_waits_for_runs_with_a_lower_priority_of_the_system() {
    CompletableFuture<Integer> background = accepted(pool.submit(Priority.WATCH, this::niceness));
    CompletableFuture<Integer> live = accepted(pool.submit(Priority.LIVE, this::niceness));

    assertThat(background.join()).isGreaterThan(live.join());
  }

  /** Field 19 of the thread's line in proc(5); the name before it may hold anything but ")". */
  private int niceness() throws IOException {
    String line = Files.readString(Path.of("/proc/thread-self/stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(fields[19 - 3]);
  }

  @Test
  void work_that_finds_its_queue_full_is_refused_at_once_and_counted() throws InterruptedException {
    CompletableFuture<String> _ = occupyBackground();
    CompletableFuture<String> _ = submit(Priority.BATCH, "batch");

    Submission<String> refused = pool.submit(Priority.BATCH, () -> "never");

    assertThat(refused).isEqualTo(new Submission.Overloaded<String>(Priority.BATCH, 1));
    assertThat(pool.load().refused()).isEqualTo(1);
  }

  @Test
  void a_full_batch_queue_leaves_room_for_live_work() throws InterruptedException {
    CompletableFuture<String> _ = occupyBackground();
    CompletableFuture<String> _ = submit(Priority.BATCH, "batch");

    Submission<String> live = pool.submit(Priority.LIVE, () -> "live");

    assertThat(live).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void the_load_says_what_runs_and_what_waits() throws InterruptedException {
    CompletableFuture<String> _ = occupy();
    CompletableFuture<String> _ = occupyBackground();
    CompletableFuture<String> _ = submit(Priority.LIVE, "a");
    CompletableFuture<String> _ = submit(Priority.LIVE, "b");
    CompletableFuture<String> _ = submit(Priority.WATCH, "w");
    CompletableFuture<String> _ = submit(Priority.BATCH, "c");

    InferencePool.Load load = pool.load();

    assertThat(load).isEqualTo(new InferencePool.Load(1, 2, 0, 2, 1, 1, 0, 0));
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
