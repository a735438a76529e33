package io.voxward.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import org.junit.jupiter.api.Test;

class TelephoneChannelTest {

  @Test
  void every_value_a_law_can_carry_is_kept_as_it_is() {
    byte[] codes = new byte[256];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) i;
    }
    AudioKind kind = new AudioKind.Raw(Encoding.PCMA, SampleRate.TELEPHONE, 1);
    DecodeResult decoded =
        AudioDecoder.decode(codes, kind, new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
    assertThat(decoded).isInstanceOf(DecodeResult.Decoded.class);
    PcmAudio values = ((DecodeResult.Decoded) decoded).audio();

    PcmAudio companded = TelephoneChannel.aLaw(values);

    assertThat(companded.samples()).containsExactly(values.samples());
  }

  @Test
  void a_law_changes_a_loud_sample_by_no_more_than_its_step() {
    float[] loud = {0.7f, -0.51f, 0.03f};

    float[] companded = TelephoneChannel.aLaw(new PcmAudio(loud, SampleRate.TELEPHONE)).samples();

    for (int i = 0; i < loud.length; i++) {
      assertThat(companded[i]).isCloseTo(loud[i], within(Math.abs(loud[i]) / 32));
    }
  }

  @Test
  void a_mobile_band_passes_a_thousand_hertz_and_stops_a_hundred() {
    assertThat(level(TelephoneChannel.mobile(tone(1000)))).isCloseTo(0.5, within(0.01));
    assertThat(level(TelephoneChannel.mobile(tone(100)))).isLessThan(0.01);
    assertThat(level(TelephoneChannel.mobile(tone(3800)))).isLessThan(0.01);
  }

  private static PcmAudio tone(double hertz) {
    float[] samples = new float[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 8000));
    }
    return new PcmAudio(samples, SampleRate.TELEPHONE);
  }

  /** The amplitude of the tone in the middle half. */
  private static double level(PcmAudio audio) {
    double sum = 0;
    for (int i = 2000; i < 6000; i++) {
      sum += audio.samples()[i] * audio.samples()[i];
    }
    return Math.sqrt(2 * sum / 4000);
  }
}
