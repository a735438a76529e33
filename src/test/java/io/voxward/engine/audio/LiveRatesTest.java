package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRatesTest {
  private static final int PIECE = 977;

  private final LiveRates rates = new LiveRates();

  private static byte[] l16(float[]... channels) {
    ByteBuffer bytes =
        ByteBuffer.allocate(channels[0].length * channels.length * 2)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < channels[0].length; i++) {
      for (float[] channel : channels) {
        bytes.putShort((short) Math.round(channel[i] * 32767));
      }
    }
    return bytes.array();
  }

  private static float[] heard(LiveRateChange change, byte[] bytes, int piece) {
    ByteBuffer all = ByteBuffer.allocate(bytes.length * 3).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length; at += piece) {
      all.put(change.accept(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at))));
    }
    all.flip();
    float[] samples = new float[all.remaining() / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = all.getShort() / 32768f;
    }
    return samples;
  }

  /** The level in its middle half, away from where the filters begin. */
  private static double level(float[] samples) {
    double sum = 0;
    for (int i = samples.length / 4; i < samples.length * 3 / 4; i++) {
      sum += samples[i] * samples[i];
    }
    return Math.sqrt(sum / (samples.length / 2.0));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 96000, 192000})
  void a_voice_tone_of_every_rate_comes_through_as_loud_and_as_long(int hertz) {
    // Given
    SampleRate to = LiveRates.heardAt(hertz);
    byte[] sound = l16(Tones.tone(1000, 0, hertz, hertz / 2));

    // When
    float[] heard = heard(rates.change(hertz, 1, 0, to), sound, PIECE);

    // Then
    assertThat(level(heard)).isBetween(0.353, 0.354);
    assertThat(heard.length).isBetween(to.hertz() / 2 - to.hertz() / 50, to.hertz() / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "12000, 5000",
    "24000, 9000",
    "44100, 15000",
    "48000, 17000",
    "64000, 30000",
    "96000, 44000",
    "192000, 44000",
    "192000, 92000"
  })
  void what_a_call_cannot_hold_does_not_fold_into_it(int hertz, int tone) {
    // Given
    byte[] sound = l16(Tones.tone(tone, 0, hertz, hertz / 2));

    // When
    float[] heard = heard(rates.change(hertz, 1, 0, LiveRates.heardAt(hertz)), sound, PIECE);

    // Then
    assertThat(level(heard)).isLessThan(0.0001);
  }

  @Test
  void how_the_bytes_are_cut_changes_nothing() {
    // Given
    byte[] sound = l16(Tones.noise(7, 96_000), Tones.noise(8, 96_000));
    SplittableRandom random = new SplittableRandom(3);

    // When / Then
    for (int hertz : new int[] {44100, 96000}) {
      SampleRate to = LiveRates.heardAt(hertz);
      float[] whole = heard(rates.change(hertz, 2, 1, to), sound, sound.length);
      for (int round = 0; round < 5; round++) {
        assertThat(heard(rates.change(hertz, 2, 1, to), sound, random.nextInt(1, 4000)))
            .containsExactly(whole);
      }
    }
  }

  @Test
  void of_two_channels_only_the_callers_is_heard() {
    // Given
    byte[] sound = l16(Tones.tone(1000, 0, 24000, 12000), new float[12000]);

    // When
    float[] caller = heard(rates.change(24000, 2, 0, SampleRate.WIDEBAND), sound, PIECE);
    float[] agent = heard(rates.change(24000, 2, 1, SampleRate.WIDEBAND), sound, PIECE);

    // Then
    assertThat(level(caller)).isGreaterThan(0.35);
    assertThat(level(agent)).isZero();
  }

  @Test
  void a_call_is_heard_in_the_band_that_its_sound_fills() {
    assertThat(LiveRates.heardAt(8000)).isEqualTo(SampleRate.TELEPHONE);
    assertThat(LiveRates.heardAt(12000)).isEqualTo(SampleRate.TELEPHONE);
    assertThat(LiveRates.heardAt(16000)).isEqualTo(SampleRate.WIDEBAND);
    assertThat(LiveRates.heardAt(192000)).isEqualTo(SampleRate.WIDEBAND);
  }

  @Test
  void an_unusual_rate_is_refused() {
    assertThat(LiveRates.isTaken(44099)).isFalse();
    assertThatThrownBy(() -> rates.change(44099, 1, 0, SampleRate.WIDEBAND))
        .hasMessageContaining("44099");
  }
}
