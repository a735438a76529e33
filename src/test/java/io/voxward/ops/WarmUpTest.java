package io.voxward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.common.Rehearsal;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.InferencePool.Answer;
import io.voxward.engine.onnx.InferencePool.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a node that has started says that it is ready. */
class WarmUpTest {
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final int MOST_PARTS = 4;

  private final InferencePool pool = new InferencePool(new InferencePool.Size(1, 1, 4));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Ticking clock = new Ticking();
  private final List<String> done = new ArrayList<>();

  /** A clock that stands until it is moved. */
  private static final class Ticking extends Clock {
    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private WarmUp warmUp(boolean enabled, Rehearsal... rehearsals) {
    WarmUpConfig config =
        new WarmUpConfig() {
          @Override
          public boolean enabled() {
            return enabled;
          }

          @Override
          public Duration atMost() {
            return AT_MOST;
          }
        };
    return new WarmUp(List.of(rehearsals), pool, config, meters, clock);
  }

  /** Runs behind everything that was handed over before, and what that hands over in its turn. */
  private void awaitPool() {
    for (int i = 0; i < MOST_PARTS; i++) {
      assertThat(pool.ask(Priority.BATCH, () -> true)).isEqualTo(new Answer.Done<>(true));
    }
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Test
  void a_node_is_ready_when_every_part_of_a_call_was_rehearsed() {
    WarmUp warmUp = warmUp(true, () -> done.add("first"), () -> done.add("second"));
    boolean before = warmUp.isOver();

    warmUp.begin();
    awaitPool();

    assertThat(before).isFalse();
    assertThat(warmUp.isOver()).isTrue();
    assertThat(done).containsExactly("first", "second");
    assertThat(meters.find("voxward.warm.up.seconds").gauge()).isNotNull();
  }

  @Test
  void it_is_done_once() {
    WarmUp warmUp = warmUp(true, () -> done.add("once"));

    warmUp.begin();
    warmUp.begin();
    awaitPool();
    warmUp.begin();
    awaitPool();

    assertThat(done).containsExactly("once");
  }

  @Test
  void a_part_that_fails_is_counted_and_the_others_are_rehearsed() {
    WarmUp warmUp =
        warmUp(
            true,
            () -> {
              throw new IllegalStateException("as told");
            },
            () -> done.add("other"));

    warmUp.begin();
    awaitPool();

    assertThat(warmUp.isOver()).isTrue();
    assertThat(done).containsExactly("other");
    assertThat(meters.counter("voxward.warm.up.failed").count()).isEqualTo(1);
  }

  @Test
  void a_node_that_takes_too_long_is_ready_as_it_is() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WarmUp warmUp =
        warmUp(
            true,
            () -> {
              running.countDown();
              try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            () -> done.add("too late"));
    warmUp.begin();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    boolean early = warmUp.isOver();

    clock.now = Instant.EPOCH.plus(AT_MOST);

    assertThat(early).isFalse();
    assertThat(warmUp.isOver()).isTrue();
    goOn.countDown();
    awaitPool();
    assertThat(done).isEmpty();
  }

  @Test
  void a_node_that_has_work_needs_no_rehearsal() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    var _ =
        pool.submit(
            Priority.BATCH,
            () -> {
              running.countDown();
              return goOn.await(30, TimeUnit.SECONDS);
            });
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < MOST_PARTS; i++) {
      var _ = pool.submit(Priority.BATCH, () -> true);
    }
    WarmUp warmUp = warmUp(true, () -> done.add("nothing"));

    warmUp.begin();

    assertThat(warmUp.isOver()).isTrue();
    goOn.countDown();
    assertThat(done).isEmpty();
  }

  @Test
  void a_node_that_is_to_rehearse_nothing_is_ready_at_once() {
    WarmUp warmUp = warmUp(false, () -> done.add("nothing"));

    warmUp.begin();
    awaitPool();

    assertThat(warmUp.isOver()).isTrue();
    assertThat(done).isEmpty();
  }

  @Test
  void readiness_names_what_it_waits_for() {
    WarmUp warmUp = warmUp(true);
    HealthCheckResponse before = new WarmUpReadiness(warmUp).call();

    warmUp.begin();
    awaitPool();

    assertThat(before.getStatus()).isEqualTo(Status.DOWN);
    assertThat(before.getData().orElseThrow()).containsEntry("reason", "warming up");
    assertThat(new WarmUpReadiness(warmUp).call().getStatus()).isEqualTo(Status.UP);
  }
}
