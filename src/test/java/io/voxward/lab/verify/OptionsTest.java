package io.voxward.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.lab.UsageException;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void lengths_are_seconds_or_all() {
    assertThat(SpeechLength.parse("3,5.5,all"))
        .containsExactly(new SpeechLength(3), new SpeechLength(5.5), SpeechLength.ALL);
    assertThat(SpeechLength.parse("3,5.5,all"))
        .extracting(SpeechLength::label)
        .containsExactly("3", "5.5", "all");
  }

  @Test
  void lengths_that_are_none_are_refused() {
    assertThatThrownBy(() -> SpeechLength.parse("3,")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> SpeechLength.parse("0")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> SpeechLength.parse("long")).hasMessageContaining("'long'");
  }

  @Test
  void channels_are_known_by_name() {
    assertThat(Channel.parse("none")).isEqualTo(new Channel.None());
    assertThat(Channel.parse("g711a")).isEqualTo(new Channel.ALaw());
    assertThat(Channel.parse("gsm")).isEqualTo(new Channel.MobileBand());
    assertThat(Channel.parse("noise:10")).isEqualTo(new Channel.Noise(10));
  }

  @Test
  void unknown_channels_are_refused_with_the_known_ones() {
    assertThatThrownBy(() -> Channel.parse("noise:loud"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("noise:DECIBELS");
    assertThatThrownBy(() -> Channel.parse("amr")).hasMessageContaining("g711a");
  }
}
