package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioTest {

  @Test
  void samples_become_little_endian_and_clip_at_full_scale() {
    byte[] bytes = Audio.l16(new float[] {0f, 1f / 32768, -1f, 2f, 0.5f});

    assertThat(bytes).containsExactly(0, 0, 1, 0, 0, (byte) 0x80, (byte) 0xff, 0x7f, 0, 0x40);
  }

  @Test
  void a_second_of_two_channels_is_twice_as_long() {
    assertThat(new Audio("L16", 16_000, 2, 0).bytesPerSecond()).isEqualTo(64_000);
  }

  @Test
  void companded_audio_has_a_byte_a_sample() {
    assertThat(new Audio("PCMU", 8_000, 1, null).bytesPerSecond()).isEqualTo(8_000);
  }
}
