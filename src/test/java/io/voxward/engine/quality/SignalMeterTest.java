package io.voxward.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.vad.SpeechSegments;
import io.voxward.engine.vad.SpeechSegments.Segment;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignalMeterTest {
  private static final SpeechSegments MIDDLE =
      new SpeechSegments(SampleRate.TELEPHONE, List.of(new Segment(8000, 24_000)));

  @Test
  void the_ratio_is_that_of_the_powers() {
    // Power 0.02 in the middle, of noise 0.0002 everywhere: twenty decibels.
    SplittableRandom random = new SplittableRandom(1);
    float[] samples = noise(random, 32_000, Math.sqrt(3 * 0.0002));
    for (int i = 8000; i < 24_000; i++) {
      samples[i] += (float) (0.2 * Math.sin(0.3 * i));
    }

    SignalQuality quality = measure(samples);

    assertThat(quality.snrDecibels()).isCloseTo(20, within(0.3));
  }

  @Test
  void silence_between_the_words_gives_the_highest_ratio() {
    float[] samples = new float[32_000];
    for (int i = 8000; i < 24_000; i++) {
      samples[i] = (float) (0.2 * Math.sin(0.3 * i));
    }

    SignalQuality quality = measure(samples);

    assertThat(quality.snrDecibels()).isEqualTo(60);
  }

  @Test
  void flat_tops_are_counted_and_round_ones_are_not() {
    float[] round = new float[32_000];
    float[] flat = new float[32_000];
    for (int i = 0; i < round.length; i++) {
      round[i] = (float) (0.9 * Math.sin(0.3 * i));
      flat[i] = Math.clamp(3 * round[i], -0.9f, 0.9f);
    }

    assertThat(measure(round).clippingShare()).isZero();
    assertThat(measure(flat).clippingShare()).isBetween(0.6, 0.85);
  }

  @Test
  void the_band_of_noise_reaches_to_the_end() {
    float[] samples = noise(new SplittableRandom(2), 32_000, 0.3);

    assertThat(measure(samples).bandwidthHertz()).isGreaterThan(3_800);
  }

  private static SignalQuality measure(float[] samples) {
    return SignalMeter.measure(new PcmAudio(samples, SampleRate.TELEPHONE), MIDDLE);
  }

  private static float[] noise(SplittableRandom random, int length, double peak) {
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (peak * (2 * random.nextDouble() - 1));
    }
    return samples;
  }
}
