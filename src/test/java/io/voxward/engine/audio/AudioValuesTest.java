package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioValuesTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7999, 48001})
  void a_rate_outside_the_range_is_refused_naming_the_rule(int hertz) {
    assertThat(SampleRate.isTaken(hertz)).isFalse();
    assertThatThrownBy(() -> new SampleRate(hertz))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8000 to 48000 Hz")
        .hasMessageContaining(String.valueOf(hertz));
  }

  @Test
  void both_ends_of_the_range_are_taken() {
    assertThat(new SampleRate(8000)).isEqualTo(SampleRate.TELEPHONE).hasToString("8000 Hz");
    assertThat(new SampleRate(48000).samplesIn(0.5)).isEqualTo(24000);
  }

  @Test
  void the_text_form_of_sound_tells_rate_and_length_and_no_sample() {
    PcmAudio audio = new PcmAudio(new float[] {0.125f, -0.75f}, SampleRate.TELEPHONE);

    assertThat(audio).hasToString("PcmAudio[2 samples, 8000 Hz]");
    assertThat(audio.seconds()).isEqualTo(0.00025);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_sample_that_is_no_finite_number_is_refused(float broken) {
    assertThatThrownBy(() -> new PcmAudio(new float[] {0, broken}, SampleRate.TELEPHONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_slice_is_a_copy_of_the_samples_asked_for() {
    PcmAudio audio = new PcmAudio(new float[] {1, 2, 3, 4}, SampleRate.TELEPHONE);

    PcmAudio slice = audio.slice(1, 3);

    assertThat(slice.samples()).containsExactly(2, 3);
    assertThat(audio.slice(4, 4).length()).isZero();
    assertThatThrownBy(() -> audio.slice(3, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> audio.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> audio.slice(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void limits_that_let_nothing_through_or_too_much_are_refused() {
    assertThatThrownBy(() -> new DecodeLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DecodeLimits(1L << 31, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DecodeLimits(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DecodeLimits(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DecodeLimits(1, 21_601))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_default_limits_are_20_megabytes_and_30_minutes() {
    assertThat(DecodeLimits.DEFAULT).isEqualTo(new DecodeLimits(20_000_000, 1800));
  }

  @Test
  void raw_audio_of_no_channel_or_too_many_is_refused() {
    for (int channels : new int[] {0, 9}) {
      assertThatThrownBy(() -> new AudioKind.Raw(Encoding.PCMU, SampleRate.TELEPHONE, channels))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 8");
    }
    assertThatThrownBy(() -> new ChannelChoice.Channel(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
