package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalLogTest {
  private static final int TRIES = 200_000;

  @Test
  void it_is_the_logarithm_to_the_last_bit_or_the_one_beside_it() {
    SplittableRandom random = new SplittableRandom(1);
    float worst = 0;
    for (int i = 0; i < TRIES; i++) {
      float number = (float) Math.exp(random.nextDouble(-87, 88));
      float expected = (float) Math.log(number);
      worst = Math.max(worst, Math.abs(NaturalLog.of(number) - expected) / Math.ulp(expected));
    }
    assertThat(worst).isLessThanOrEqualTo(1f);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_NORMAL, 0x1p-23f, 0.5f, 2f, 32768f, 1e30f, Float.MAX_VALUE})
  void it_is_right_at_the_edges(float number) {
    assertThat(NaturalLog.of(number)).isEqualTo((float) Math.log(number));
  }

  @Test
  void near_one_it_is_close_in_absolute_terms() {
    float worst = 0;
    for (float number = 0.99f; number < 1.01f; number += 1e-5f) {
      worst = Math.max(worst, Math.abs(NaturalLog.of(number) - (float) Math.log(number)));
    }
    assertThat(worst).isLessThan(1e-8f);
  }
}
