package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerAgainstSoxTest {
  @BeforeAll
  static void sox_is_there() {
    Sox.required();
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 16000",
    "16000, 8000",
    "11025, 16000",
    "22050, 16000",
    "44100, 16000",
    "48000, 16000",
    "48000, 8000",
    "8000, 48000"
  })
  void the_result_differs_from_that_of_sox_by_less_than_80_decibels(int from, int to) {
    float[] sound = Tones.bandNoise(9, 0.45 * Math.min(from, to), from, 2 * from);
    float[] expected =
        Sox.floats(
            Sox.run(
                Sox.floats(sound),
                ("-r " + from + " -t f32 IN -r " + to + " -t f32 OUT rate -v -s").split(" ")));

    float[] result =
        Resampler.between(new SampleRate(from), new SampleRate(to))
            .apply(new PcmAudio(sound, new SampleRate(from)))
            .samples();

    assertThat(result).hasSize(expected.length);
    assertThat(Tones.errorDecibels(result, expected, to / 4, to * 7 / 4)).isLessThan(-80);
  }
}
