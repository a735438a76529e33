package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LagWindowTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LagWindow window = new LagWindow(Duration.ofMillis(150));

  private void took(int times, int millis, Instant when) {
    for (int i = 0; i < times; i++) {
      window.took(Duration.ofMillis(millis), when);
    }
  }

  @Test
  void one_in_twenty_may_be_late_and_no_more() {
    took(38, 150, NOW);
    took(2, 151, NOW);
    assertThat(window.late(NOW)).isFalse();

    took(1, 151, NOW);

    assertThat(window.late(NOW)).isTrue();
  }

  @Test
  void a_few_say_nothing() {
    took(9, 1_000, NOW);

    assertThat(window.late(NOW)).isFalse();
  }

  @Test
  void what_is_ten_seconds_old_is_forgotten() {
    took(20, 1_000, NOW);

    assertThat(window.late(NOW.plusMillis(9_400))).isTrue();
    assertThat(window.late(NOW.plusMillis(10_100))).isFalse();
  }

  @Test
  void a_place_is_used_again_for_what_is_new() {
    took(20, 1_000, NOW);
    Instant later = NOW.plusSeconds(10);

    took(20, 10, later);

    assertThat(window.late(later)).isFalse();
  }
}
