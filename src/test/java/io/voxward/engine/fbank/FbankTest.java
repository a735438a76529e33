package io.voxward.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxward.engine.audio.SampleRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FbankTest {
  private static final FbankOptions TELEPHONE_HAMMING =
      new FbankOptions(
          SampleRate.TELEPHONE,
          32768,
          32,
          8,
          FbankOptions.Window.HAMMING,
          0.95,
          false,
          40,
          60,
          3700);

  @Property(tries = 25)
  void the_fast_filter_bank_agrees_with_the_plain_one(
      @ForAll @IntRange(max = 3_000) int length,
      @ForAll @IntRange(max = 80) int decibelsDown,
      @ForAll long seed) {
    float[] sound = sound(seed, length, Math.pow(10, -decibelsDown / 20.0));

    FeatureMatrix features = new Fbank(FbankOptions.CAMPPLUS).compute(sound);

    assertClose(features, PlainFbank.compute(FbankOptions.CAMPPLUS, sound));
  }

  @Property(tries = 15)
  void other_front_ends_agree_with_the_plain_one_too(
      @ForAll @IntRange(max = 2_000) int length, @ForAll long seed) {
    float[] sound = sound(seed, length, 0.5);

    FeatureMatrix features = new Fbank(TELEPHONE_HAMMING).compute(sound);

    assertClose(features, PlainFbank.compute(TELEPHONE_HAMMING, sound));
  }

  @Property(tries = 60)
  void the_frames_of_a_stream_are_those_of_the_whole_number_for_number(
      @ForAll @IntRange(max = 12_000) int length,
      @ForAll @IntRange(min = 1, max = 3_000) int longestPiece,
      @ForAll long seed) {
    float[] sound = sound(seed, length, 0.5);
    Fbank fbank = new Fbank(FbankOptions.CAMPPLUS);

    FeatureMatrix streamed = streamed(fbank, sound, longestPiece, new SplittableRandom(seed));

    FeatureMatrix whole = fbank.compute(sound);
    assertThat(streamed.frames()).isEqualTo(whole.frames());
    assertThat(streamed.data()).isEqualTo(whole.data());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "399, 0", "400, 1", "559, 1", "560, 2", "16000, 98"})
  void only_whole_frames_count(int samples, int frames) {
    FeatureMatrix features = new Fbank(FbankOptions.CAMPPLUS).compute(new float[samples]);

    assertThat(features.frames()).isEqualTo(frames);
  }

  @Test
  void silence_lies_on_the_floor_of_kaldi() {
    FeatureMatrix features = new Fbank(FbankOptions.CAMPPLUS).compute(new float[400]);

    float[] floor = new float[80];
    Arrays.fill(floor, (float) Math.log(Math.ulp(1f)));
    assertThat(features.frame(0)).isEqualTo(floor);
  }

  @Test
  void a_front_end_that_cannot_be_computed_is_refused_naming_the_rule() {
    assertThatThrownBy(() ->
            new FbankOptions(
                SampleRate.TELEPHONE,
                1,
                25,
                10,
                FbankOptions.Window.POVEY,
                0.97,
                true,
                80,
                20,
                8000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("half the rate");
  }

  /** A tone over noise, so that frames differ in loudness and shape. */
  private static float[] sound(long seed, int length, double loudness) {
    SplittableRandom random = new SplittableRandom(seed);
    double hertz = random.nextDouble(100, 3000);
    float[] samples = new float[length];
    for (int i = 0; i < length; i++) {
      double tone = Math.sin(2 * Math.PI * hertz * i / 16000);
      samples[i] = (float) (loudness * (0.7 * tone + 0.3 * (random.nextDouble() - 0.5)));
    }
    return samples;
  }

  private static FeatureMatrix streamed(
      Fbank fbank, float[] sound, int longestPiece, SplittableRandom random) {
    FbankStream stream = new FbankStream(fbank);
    List<FeatureMatrix> parts = new ArrayList<>();
    parts.add(FeatureMatrix.empty(80));
    for (int at = 0; at < sound.length; ) {
      int to = Math.min(sound.length, at + random.nextInt(longestPiece + 1));
      parts.add(stream.accept(Arrays.copyOfRange(sound, at, to)));
      at = to;
    }
    return FeatureMatrix.concat(parts);
  }

  private static void assertClose(FeatureMatrix found, FeatureMatrix expected) {
    assertThat(found.frames()).isEqualTo(expected.frames());
    double worst = 0;
    for (int i = 0; i < expected.data().length; i++) {
      worst = Math.max(worst, Math.abs((double) found.data()[i] - expected.data()[i]));
    }
    assertThat(worst).isLessThan(1e-3);
  }
}
