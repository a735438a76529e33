package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.common.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
  private final MovableClock clock = new MovableClock();
  private final FailureLimit limit = new FailureLimit(3, clock);

  @Test
  void a_key_that_failed_too_often_waits_for_the_next_minute_and_others_do_not() {
    for (int i = 0; i < 3; i++) {
      limit.failed("one");
    }

    assertThat(limit.isReached("one")).isTrue();
    assertThat(limit.isReached("other")).isFalse();
    clock.advance(Duration.ofSeconds(60));
    assertThat(limit.isReached("one")).isFalse();
  }

  @Test
  void what_is_remembered_of_strangers_is_bounded() {
    for (int i = 0; i < 20_000; i++) {
      limit.failed("key-" + i);
    }

    assertThat(limit.size()).isLessThanOrEqualTo(4096);
  }
}
