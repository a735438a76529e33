package io.voxward.wire.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.common.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageLimitTest {
  private final MovableClock clock = new MovableClock();

  private int admitted(MessageLimit limit, int offered, boolean quiet) {
    int admitted = 0;
    for (int i = 0; i < offered; i++) {
      if (limit.admits() && (!quiet || limit.admitsQuiet())) {
        admitted++;
      }
    }
    return admitted;
  }

  @Test
  void a_burst_of_one_second_of_messages_is_forgiven_and_no_more() {
    MessageLimit limit = new MessageLimit(1000, 20, clock);

    assertThat(admitted(limit, 1500, false)).isEqualTo(1000);
  }

  @Test
  void a_burst_of_ten_seconds_of_messages_without_sound_is_forgiven_and_no_more() {
    MessageLimit limit = new MessageLimit(1000, 20, clock);

    assertThat(admitted(limit, 500, true)).isEqualTo(200);
  }

  @Test
  void sound_eight_times_faster_than_real_time_in_pieces_of_ten_milliseconds_may_go_on_for_ever() {
    MessageLimit limit = new MessageLimit(1000, 20, clock);

    int admitted = 0;
    for (int tenth = 0; tenth < 600; tenth++) {
      clock.advance(Duration.ofMillis(100));
      admitted += admitted(limit, 80, false);
    }

    assertThat(admitted).isEqualTo(48_000);
  }

  @Test
  void after_a_second_of_quiet_the_pace_is_allowed_again() {
    MessageLimit limit = new MessageLimit(1000, 20, clock);
    admitted(limit, 500, true);
    clock.advance(Duration.ofSeconds(1));

    assertThat(admitted(limit, 500, true)).isEqualTo(20);
  }

  @Test
  void a_clock_that_goes_back_gives_nothing() {
    MessageLimit limit = new MessageLimit(10, 10, clock);
    admitted(limit, 10, false);
    clock.advance(Duration.ofSeconds(-5));

    assertThat(limit.admits()).isFalse();
  }

  @Test
  void a_limit_below_one_message_a_second_is_refused() {
    assertThatThrownBy(() -> new MessageLimit(0, 20, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
