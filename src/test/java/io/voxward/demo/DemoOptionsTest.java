package io.voxward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  private static final double MOST_THAT_A_STREAM_TAKES = 8;

  @Test
  void without_options_calls_can_be_followed() {
    assertThat(DemoOptions.parse(List.of())).hasValue(new DemoOptions(2));
  }

  @Test
  void fast_stays_below_what_a_stream_takes() {
    assertThat(DemoOptions.parse(List.of("--fast")).orElseThrow().pace())
        .isGreaterThan(2)
        .isLessThan(MOST_THAT_A_STREAM_TAKES);
  }

  @Test
  void an_unknown_option_is_refused() {
    assertThat(DemoOptions.parse(List.of("--slow"))).isEmpty();
  }
}
