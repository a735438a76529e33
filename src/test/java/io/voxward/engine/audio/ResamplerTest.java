package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
  private static final double STOP_BAND_DECIBELS = -80;
  private static final double RIPPLE_DECIBELS = 0.001;

  /** Where the pass band ends, as a share of the lower rate. */
  private static final double PASS_BAND = 0.454;

  static Stream<Arguments> ratesAndTones() {
    return Stream.of(
            new int[] {8000, 16000},
            new int[] {16000, 8000},
            new int[] {11025, 16000},
            new int[] {22050, 16000},
            new int[] {32000, 16000},
            new int[] {44100, 16000},
            new int[] {48000, 16000},
            new int[] {48000, 8000},
            new int[] {8000, 48000},
            new int[] {8001, 16000})
        .flatMap(rates ->
            Stream.of(0.01, 0.11, 0.26, 0.37, 0.44, PASS_BAND)
                .map(share -> share * Math.min(rates[0], rates[1]))
                .map(hertz -> Arguments.of(rates[0], rates[1], hertz)));
  }

  @ParameterizedTest
  @MethodSource("ratesAndTones")
  void a_tone_of_the_pass_band_keeps_its_height_and_place_and_brings_no_other_with_it(
      int from, int to, double hertz) {
    PcmAudio tone = new PcmAudio(Tones.tone(hertz, 0.7, from, 2 * from), new SampleRate(from));

    PcmAudio result = Resampler.between(tone.rate(), new SampleRate(to)).apply(tone);

    Tones.Fit fit = Tones.fit(result.samples(), hertz, to, to / 2, to * 3 / 2);
    assertThat(20 * Math.log10(fit.amplitude() / 0.5)).isCloseTo(0, within(RIPPLE_DECIBELS));
    assertThat(fit.phase()).isCloseTo(0.7, within(1e-4));
    assertThat(fit.restDecibels()).isLessThan(STOP_BAND_DECIBELS);
  }

  @ParameterizedTest
  @CsvSource({
    "16000, 8000, 4000",
    "16000, 8000, 4150",
    "16000, 8000, 6100",
    "16000, 8000, 7900",
    "44100, 16000, 8000",
    "44100, 16000, 8300",
    "44100, 16000, 13333",
    "44100, 16000, 21000",
    "48000, 16000, 8010",
    "48000, 16000, 15990",
    "48000, 8000, 4001",
    "48000, 8000, 12345",
    "48000, 8000, 23000"
  })
  void a_tone_above_half_the_new_rate_is_gone(int from, int to, double hertz) {
    PcmAudio tone = new PcmAudio(Tones.tone(hertz, 0, from, 2 * from), new SampleRate(from));
    double before = Tones.decibels(tone.samples(), 0, tone.length());

    PcmAudio result = Resampler.between(tone.rate(), new SampleRate(to)).apply(tone);

    assertThat(Tones.decibels(result.samples(), to / 2, to * 3 / 2) - before)
        .isLessThan(STOP_BAND_DECIBELS);
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000", "8000, 44100", "16000, 48000", "11025, 16000"})
  void up_and_down_again_gives_the_same_sound(int rate, int between) {
    SampleRate low = new SampleRate(rate);
    SampleRate high = new SampleRate(between);
    float[] sound = Tones.bandNoise(3, PASS_BAND * rate, rate, 2 * rate);

    PcmAudio back =
        Resampler.between(high, low)
            .apply(Resampler.between(low, high).apply(new PcmAudio(sound, low)));

    assertThat(back.length()).isBetween(sound.length, sound.length + 1);
    assertThat(Tones.errorDecibels(back.samples(), sound, rate / 2, rate * 3 / 2))
        .isLessThan(STOP_BAND_DECIBELS);
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 16000, 100",
    "8000, 16000, 1700",
    "8000, 16000, 3000",
    "8000, 16000, 3350",
    "11025, 16000, 4100",
    "8000, 48000, 3350"
  })
  void the_gentle_filter_keeps_speech_and_mirrors_nothing_above_its_slope(
      int from, int to, double hertz) {
    PcmAudio tone = new PcmAudio(Tones.tone(hertz, 0.7, from, 2 * from), new SampleRate(from));

    PcmAudio result = Resampler.gentle(tone.rate(), new SampleRate(to)).apply(tone);

    Tones.Fit fit = Tones.fit(result.samples(), hertz, to, to / 2, to * 3 / 2);
    assertThat(20 * Math.log10(fit.amplitude() / 0.5)).isCloseTo(0, within(0.002));
    assertThat(fit.phase()).isCloseTo(0.7, within(1e-4));
    assertThat(fit.restDecibels()).isLessThan(STOP_BAND_DECIBELS);
  }

  @ParameterizedTest
  @CsvSource({"3800, -40", "3999, -5"})
  void the_slope_of_the_gentle_filter_lets_a_mirror_of_the_highest_tones_through(
      double hertz, double atLeastDecibels) {
    PcmAudio tone = new PcmAudio(Tones.tone(hertz, 0.7, 8000, 16000), SampleRate.TELEPHONE);

    PcmAudio result = Resampler.gentle(tone.rate(), SampleRate.WIDEBAND).apply(tone);

    Tones.Fit mirror = Tones.fit(result.samples(), 8000 - hertz, 16000, 8000, 24000);
    double decibels = 20 * Math.log10(mirror.amplitude() / 0.5);
    assertThat(decibels).isBetween(atLeastDecibels - 10, 0.0);
  }

  @Test
  void downwards_the_gentle_filter_is_the_steep_one() {
    PcmAudio sound = new PcmAudio(Tones.noise(5, 4000), SampleRate.WIDEBAND);

    PcmAudio gentle = Resampler.gentle(SampleRate.WIDEBAND, SampleRate.TELEPHONE).apply(sound);

    PcmAudio steep = Resampler.between(SampleRate.WIDEBAND, SampleRate.TELEPHONE).apply(sound);
    assertThat(gentle.samples()).isEqualTo(steep.samples());
  }

  @Test
  void a_single_sample_stays_in_its_place() {
    float[] click = new float[1000];
    click[300] = 1;

    PcmAudio result =
        Resampler.between(SampleRate.TELEPHONE, SampleRate.WIDEBAND)
            .apply(new PcmAudio(click, SampleRate.TELEPHONE));

    int highest = 0;
    for (int i = 0; i < result.length(); i++) {
      highest = result.samples()[i] > result.samples()[highest] ? i : highest;
    }
    assertThat(highest).isEqualTo(600);
    for (int i = 1; i < 200; i++) {
      assertThat(result.samples()[600 - i]).isCloseTo(result.samples()[600 + i], within(1e-7f));
    }
  }

  @Test
  void equal_rates_change_nothing() {
    PcmAudio sound = new PcmAudio(Tones.noise(1, 500), SampleRate.TELEPHONE);
    Resampler none = Resampler.between(SampleRate.TELEPHONE, SampleRate.TELEPHONE);
    ResamplerStream stream = none.stream();

    float[] streamed = stream.accept(sound.samples());

    assertThat(none.apply(sound).samples()).containsExactly(sound.samples());
    assertThat(streamed).containsExactly(sound.samples());
    assertThat(stream.finish()).isEmpty();
  }

  @Test
  void no_sound_stays_no_sound() {
    PcmAudio nothing = new PcmAudio(new float[0], SampleRate.TELEPHONE);

    PcmAudio result = Resampler.between(SampleRate.TELEPHONE, SampleRate.WIDEBAND).apply(nothing);

    assertThat(result.length()).isZero();
    assertThat(result.rate()).isEqualTo(SampleRate.WIDEBAND);
  }

  @Test
  void sound_of_another_rate_is_refused_naming_both_rates() {
    Resampler resampler = Resampler.between(SampleRate.TELEPHONE, SampleRate.WIDEBAND);
    PcmAudio wideband = new PcmAudio(new float[10], SampleRate.WIDEBAND);

    assertThatThrownBy(() -> resampler.apply(wideband))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8000 Hz")
        .hasMessageContaining("16000 Hz");
  }

  @Test
  void a_finished_stream_takes_nothing_more() {
    ResamplerStream stream = Resampler.between(SampleRate.TELEPHONE, SampleRate.WIDEBAND).stream();
    stream.finish();

    assertThatThrownBy(() -> stream.accept(new float[1])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
  }
}
