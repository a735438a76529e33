package io.voxward.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, 128, 256, 512, 1024, 2048})
  void the_power_spectrum_is_that_of_the_plain_sum(int size) {
    float[] samples = noise(size);
    RealFft fft = new RealFft(size);
    float[] power = new float[fft.frequencies()];

    fft.power(samples, power, fft.workspace());

    double total = 0;
    for (float sample : samples) {
      total += (double) sample * sample * size;
    }
    for (int k = 0; k < power.length; k++) {
      double expected = plainPower(samples, k);
      assertThat(Math.abs(power[k] - expected) / total).as("frequency %d", k).isLessThan(1e-6);
    }
  }

  @Test
  void what_goes_in_is_not_changed_and_a_workspace_may_be_used_again() {
    RealFft fft = new RealFft(128);
    RealFft.Workspace work = fft.workspace();
    float[] samples = noise(128);
    float[] first = new float[fft.frequencies()];
    float[] second = new float[fft.frequencies()];

    fft.power(samples, first, work);
    fft.power(samples, second, work);

    assertThat(second).isEqualTo(first);
    assertThat(samples).isEqualTo(noise(128));
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 1, 4, 12, 500, 1 << 21})
  void a_size_that_is_no_power_of_two_in_range_is_refused(int size) {
    assertThatThrownBy(() -> new RealFft(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power of two");
  }

  private static float[] noise(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] samples = new float[size];
    for (int i = 0; i < size; i++) {
      samples[i] = (float) (random.nextDouble() - 0.3);
    }
    return samples;
  }

  private static double plainPower(float[] samples, int k) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < samples.length; i++) {
      double turn = 2 * Math.PI * ((long) k * i % samples.length) / samples.length;
      re += samples[i] * Math.cos(turn);
      im -= samples[i] * Math.sin(turn);
    }
    return re * re + im * im;
  }
}
