package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final TenantId TENANT = new TenantId("acme");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final RateLimits rates =
      new RateLimits(
          LimitsTest.limits(
              meters,
              Map.of("voxward.limits.profile", "voice-id", "voxward.limits.rate.Slow", "0.5")),
          meters,
          now::get);

  private boolean admitted(TenantId tenant, String operation) {
    try {
      rates.admit(tenant, operation);
      return true;
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(Failure.Throttled.class);
      return false;
    }
  }

  private long admittedOf(int calls) {
    return IntStream.range(0, calls).filter(i -> admitted(TENANT, "EvaluateSession")).count();
  }

  @Test
  void one_seconds_calls_may_come_at_once_and_then_as_many_as_the_rate_says() {
    // When / Then
    assertThat(admittedOf(100)).isEqualTo(60);
    now.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(admittedOf(100)).isBetween(29L, 30L);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(admittedOf(100)).isEqualTo(60);
    assertThat(meters.counter("voxward.throttles", "operation", "EvaluateSession").count())
        .isBetween(150.0, 151.0);
  }

  @Test
  void a_refusal_says_when_the_next_call_will_pass() {
    // Given
    assertThat(admitted(TENANT, "Slow")).isTrue();
    Duration wait = Duration.ZERO;

    // When
    try {
      rates.admit(TENANT, "Slow");
    } catch (FailureException e) {
      wait = ((Failure.Throttled) e.failure()).retryAfter();
    }

    // Then
    assertThat(wait).isEqualTo(Duration.ofSeconds(2));
    now.addAndGet(wait.toNanos() - 1);
    assertThat(admitted(TENANT, "Slow")).isFalse();
    now.addAndGet(1);
    assertThat(admitted(TENANT, "Slow")).isTrue();
  }

  @Test
  void tenants_and_operations_do_not_take_from_each_other() {
    // Given
    assertThat(admittedOf(61)).isEqualTo(60);

    // When / Then
    assertThat(admitted(new TenantId("other"), "EvaluateSession")).isTrue();
    assertThat(admitted(TENANT, "CreateDomain")).isTrue();
  }

  @Test
  void an_operation_without_a_rate_takes_no_memory() {
    // When
    IntStream.range(0, 1000).forEach(i -> rates.admit(TENANT, "Free" + i));

    // Then
    assertThat(rates.buckets()).isZero();
  }

  @Test
  void buckets_that_are_full_again_are_forgotten() {
    // Given
    IntStream.range(0, 4096).forEach(i -> rates.admit(new TenantId("t" + i), "EvaluateSession"));
    now.addAndGet(Duration.ofSeconds(1).toNanos());

    // When
    rates.admit(TENANT, "EvaluateSession");

    // Then
    assertThat(rates.buckets()).isEqualTo(1);
  }

  @Test
  void callers_at_the_same_moment_get_no_more_than_the_bucket_holds()
      throws InterruptedException, ExecutionException {
    // Given
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      java.util.List<Future<Long>> each =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  callers.submit(() -> {
                    go.await();
                    return admittedOf(50);
                  }))
              .toList();

      // When
      go.countDown();

      // Then
      long sum = 0;
      for (Future<Long> one : each) {
        sum += one.get();
      }
      assertThat(sum).isEqualTo(60);
    }
  }
}
