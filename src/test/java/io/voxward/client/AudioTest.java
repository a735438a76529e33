package io.voxward.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.LiveDecoder;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AudioTest {

  @Test
  void samples_become_little_endian_and_clip_at_full_scale() {
    byte[] bytes = Audio.l16(new float[] {0f, 1f / 32768, -1f, 2f, 0.5f});

    assertThat(bytes).containsExactly(0, 0, 1, 0, 0, (byte) 0x80, (byte) 0xff, 0x7f, 0, 0x40);
  }

  @Test
  void mu_law_is_read_back_within_its_steps_by_the_engine() {
    float[] samples = new float[4001];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (i - 2000) / 2001f;
    }

    float[] back =
        new LiveDecoder(Encoding.PCMU, 1, 0).accept(ByteBuffer.wrap(Audio.muLaw(samples)));

    for (int i = 0; i < samples.length; i++) {
      double step = Math.max(8, Math.abs(samples[i]) * 32768 / 16) / 32768;
      assertThat(Math.abs(back[i] - samples[i])).as("sample %d", i).isLessThan((float) step);
    }
    assertThat(Audio.muLaw(new float[] {0f, 2f, -2f}))
        .containsExactly((byte) 0xff, (byte) 0x80, (byte) 0x00);
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
