package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceLimitTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void audio_at_exactly_the_allowed_multiple_may_go_on_for_ever() {
    PaceLimit pace = new PaceLimit(8, START);

    boolean all = true;
    for (int i = 1; i <= 10_000; i++) {
      all &= pace.admits(0.16, START.plusMillis(20L * i));
    }

    assertThat(all).isTrue();
  }

  @Test
  void a_burst_of_one_seconds_allowance_is_forgiven_and_no_more() {
    PaceLimit pace = new PaceLimit(8, START);

    boolean burst = pace.admits(8.0, START);

    assertThat(burst).isTrue();
    assertThat(pace.admits(0.02, START)).isFalse();
  }

  @Test
  void a_quarter_above_the_allowed_multiple_is_refused_within_seconds() {
    PaceLimit pace = new PaceLimit(8, START);

    int admitted = 0;
    while (admitted < 1000 && pace.admits(0.2, START.plusMillis(20L * admitted))) {
      admitted++;
    }

    assertThat(admitted).isLessThan(300);
  }

  @Test
  void a_clock_that_goes_back_gives_nothing() {
    PaceLimit pace = new PaceLimit(1, START);
    pace.admits(1.0, START);

    boolean admitted = pace.admits(0.5, START.minusSeconds(10));

    assertThat(admitted).isFalse();
  }
}
