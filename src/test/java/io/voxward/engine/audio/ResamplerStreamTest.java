package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ResamplerStreamTest {
  @Provide
  Arbitrary<SampleRate> rates() {
    return Arbitraries.oneOf(
            Arbitraries.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000),
            Arbitraries.integers().between(SampleRate.LOWEST, SampleRate.HIGHEST))
        .map(SampleRate::new);
  }

  @Property(tries = 60)
  void the_pieces_of_a_stream_are_the_whole_bit_for_bit(
      @ForAll("rates") SampleRate from,
      @ForAll("rates") SampleRate to,
      @ForAll @IntRange(max = 30_000) int length,
      @ForAll @IntRange(min = 1, max = 9_000) int longestPiece,
      @ForAll boolean gentle,
      @ForAll long seed) {
    float[] sound = Tones.noise(seed, length);
    Resampler resampler = gentle ? Resampler.gentle(from, to) : Resampler.between(from, to);

    float[] streamed = streamed(resampler, sound, longestPiece, new SplittableRandom(seed));

    assertThat(streamed).isEqualTo(resampler.apply(new PcmAudio(sound, from)).samples());
  }

  @Property(tries = 60)
  void n_samples_make_n_times_to_by_from_rounded_up(
      @ForAll("rates") SampleRate from,
      @ForAll("rates") SampleRate to,
      @ForAll @IntRange(max = 5_000) int length) {
    PcmAudio sound = new PcmAudio(new float[length], from);

    PcmAudio result = Resampler.between(from, to).apply(sound);

    long exact = (long) length * to.hertz();
    assertThat(result.length()).isEqualTo((int) ((exact + from.hertz() - 1) / from.hertz()));
  }

  @Property(tries = 40)
  void every_sample_is_the_plain_sum_over_its_neighbours(
      @ForAll("rates") SampleRate from,
      @ForAll("rates") SampleRate to,
      @ForAll @IntRange(max = 3_000) int length,
      @ForAll boolean gentle,
      @ForAll long seed) {
    float[] sound = Tones.noise(seed, length);
    Resampler resampler = gentle ? Resampler.gentle(from, to) : Resampler.between(from, to);

    float[] result = resampler.apply(new PcmAudio(sound, from)).samples();

    float[] plain = from.equals(to) ? sound : PlainResampler.apply(resampler, sound);
    double worst = 0;
    for (int i = 0; i < plain.length; i++) {
      worst = Math.max(worst, Math.abs((double) result[i] - plain[i]));
    }
    assertThat(worst).isLessThan(2e-6);
  }

  private static float[] streamed(
      Resampler resampler, float[] sound, int longestPiece, SplittableRandom random) {
    ResamplerStream stream = resampler.stream();
    float[] all = new float[0];
    for (int at = 0; at < sound.length; ) {
      int to = Math.min(sound.length, at + random.nextInt(longestPiece + 1));
      all = joined(all, stream.accept(Arrays.copyOfRange(sound, at, to)));
      at = to;
    }
    return joined(all, stream.finish());
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
