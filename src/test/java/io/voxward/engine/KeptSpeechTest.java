package io.voxward.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptSpeechTest {

  /** {@code count} samples that count up from {@code first}, as 16-bit numbers. */
  private static float[] counting(int first, int count) {
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (first + i) / 32768f;
    }
    return samples;
  }

  @Test
  void sound_of_16_bits_is_kept_exactly() {
    KeptSpeech kept = new KeptSpeech(20_000);

    kept.add(counting(0, 9000), 9000);

    assertThat(kept.samples()).containsExactly(counting(0, 9000));
  }

  @Test
  void beyond_its_bound_the_oldest_gives_way() {
    KeptSpeech kept = new KeptSpeech(10_000);

    kept.add(counting(0, 8000), 8000);
    kept.add(counting(8000, 8000), 8000);

    assertThat(kept.samples()).containsExactly(counting(6000, 10_000));
  }

  @Test
  void a_bound_of_nothing_keeps_nothing() {
    KeptSpeech kept = new KeptSpeech(0);

    kept.add(counting(0, 100), 100);

    assertThat(kept.samples()).isEmpty();
  }

  @Test
  void sound_beyond_full_scale_is_kept_at_full_scale() {
    KeptSpeech kept = new KeptSpeech(10);

    kept.add(new float[] {1.5f, -1.5f}, 2);

    assertThat(kept.samples()).containsExactly(32767 / 32768f, -1f);
  }

  @Test
  void nothing_is_left_after_erasing() {
    KeptSpeech kept = new KeptSpeech(10_000);
    kept.add(counting(0, 100), 100);

    kept.erase();

    assertThat(kept.samples()).isEmpty();
    assertThat(kept.size()).isZero();
  }
}
