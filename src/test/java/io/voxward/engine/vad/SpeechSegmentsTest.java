package io.voxward.engine.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.vad.SpeechSegments.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechSegmentsTest {
  private static final SpeechSegments TWO =
      new SpeechSegments(
          SampleRate.TELEPHONE, List.of(new Segment(8000, 16_000), new Segment(24_000, 28_000)));

  @Test
  void net_speech_is_the_sum_of_the_segments() {
    NetSpeech net = TWO.netSpeech();

    assertThat(net).isEqualTo(new NetSpeech(1.5));
  }

  @Test
  void the_speech_alone_has_the_pauses_cut_out() {
    float[] samples = new float[32_000];
    samples[8000] = 0.1f;
    samples[24_000] = 0.2f;

    PcmAudio speech = TWO.speechOf(new PcmAudio(samples, SampleRate.TELEPHONE));

    assertThat(speech.length()).isEqualTo(12_000);
    assertThat(speech.samples()[0]).isEqualTo(0.1f);
    assertThat(speech.samples()[8000]).isEqualTo(0.2f);
  }

  @Test
  void a_place_in_the_speech_is_found_in_the_recording() {
    assertThat(TWO.recordingSeconds(0.5)).isEqualTo(1.5);
    assertThat(TWO.recordingSeconds(1.25)).isEqualTo(3.25);
    assertThat(TWO.recordingSeconds(9)).isEqualTo(3.5);
  }

  @Test
  void segments_that_touch_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new SpeechSegments(
                SampleRate.TELEPHONE, List.of(new Segment(0, 10), new Segment(10, 20))));
  }

  @Test
  void a_recording_at_another_rate_is_refused() {
    PcmAudio wide = new PcmAudio(new float[32_000], SampleRate.WIDEBAND);

    assertThatIllegalArgumentException().isThrownBy(() -> TWO.speechOf(wide));
  }

  @Test
  void net_speech_says_what_is_missing() {
    NetSpeech heard = new NetSpeech(7.5);

    assertThat(heard.missingUntil(new NetSpeech(10))).isEqualTo(new NetSpeech(2.5));
    assertThat(heard.missingUntil(new NetSpeech(5))).isEqualTo(NetSpeech.NONE);
    assertThat(heard.covers(new NetSpeech(7.5))).isTrue();
  }

  @Test
  void negative_speech_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NetSpeech(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetSpeech(Double.NaN));
  }

  @Test
  void thresholds_that_contradict_each_other_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SpeechOptions(0.3, 0.5, 0.1, 0.1, -60));
  }
}
