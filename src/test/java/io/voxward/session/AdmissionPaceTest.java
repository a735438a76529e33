package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How fast new calls come in. */
class AdmissionPaceTest {
  private static final Instant BEGIN = Instant.parse("2026-05-20T12:00:00Z");

  private final AdmissionPace pace = new AdmissionPace(4, BEGIN);

  /** How many of a crowd that tries a hundred times a second come in within so long. */
  private int crowd(Instant from, Duration during) {
    int entered = 0;
    for (long millis = 0; millis < during.toMillis(); millis += 10) {
      entered += pace.enter(from.plusMillis(millis)) ? 1 : 0;
    }
    return entered;
  }

  @Test
  void a_burst_comes_in_after_a_quiet_time_then_so_many_a_second() {
    assertThat(crowd(BEGIN, Duration.ofSeconds(1))).isBetween(43, 44);
    assertThat(crowd(BEGIN.plusSeconds(1), Duration.ofSeconds(10))).isBetween(39, 40);
    assertThat(crowd(BEGIN.plusSeconds(100), Duration.ofMillis(10))).isEqualTo(1);
    assertThat(crowd(BEGIN.plusSeconds(101), Duration.ofSeconds(1))).isBetween(42, 43);
  }

  @Test
  void a_crowd_does_not_storm_a_node_that_was_full() {
    pace.full(BEGIN);

    assertThat(pace.enter(BEGIN)).isFalse();
    assertThat(crowd(BEGIN, Duration.ofSeconds(30))).isBetween(59, 60);
    assertThat(crowd(BEGIN.plusSeconds(30), Duration.ofSeconds(10))).isBetween(39, 40);
  }

  @Test
  void a_clock_that_goes_back_gives_nobody_a_place() {
    pace.full(BEGIN);

    assertThat(pace.enter(BEGIN.minusSeconds(100))).isFalse();
  }
}
