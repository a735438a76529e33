package io.voxward.engine.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.ReferenceVoices;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Silero VAD on recorded prompts, whole, live and many at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpeechDetectorTest {
  private SpeechDetector detector;

  @BeforeAll
  void open() {
    detector = new SpeechDetector(silero(), SpeechOptions.DEFAULT, Trace.NONE);
  }

  private static ModelFile silero() {
    return ModelFile.load(ModelSource.bundled("silero-vad"));
  }

  @AfterAll
  void close() {
    detector.close();
  }

  /** A prompt with two seconds of silence before and after it. */
  private static PcmAudio between(PcmAudio prompt) {
    int pause = 2 * prompt.rate().hertz();
    float[] samples = new float[prompt.length() + 2 * pause];
    System.arraycopy(prompt.samples(), 0, samples, pause, prompt.length());
    return new PcmAudio(samples, prompt.rate());
  }

  @Test
  void speech_between_silences_is_found_where_it_is() {
    PcmAudio audio = between(ReferenceVoices.telephone("june-fr"));

    SpeechSegments segments = detector.detect(audio);

    assertThat(segments.netSpeech().seconds()).isBetween(7.0, 8.3);
    assertThat(segments.segments().getFirst().from() / 8000.0).isBetween(1.7, 2.5);
    assertThat(segments.segments().getLast().to() / 8000.0).isBetween(9.5, 10.3);
  }

  @Test
  void the_two_rates_agree_on_how_much_speech_there_is() {
    NetSpeech telephone = detector.detect(ReferenceVoices.telephone("carlo-it")).netSpeech();

    NetSpeech wideband =
        detector.detect(ReferenceVoices.audio("reference/carlo-it-16k.wav")).netSpeech();

    assertThat(wideband.seconds()).isCloseTo(telephone.seconds(), within(0.5));
  }

  @Test
  void silence_holds_no_speech() {
    SpeechSegments segments =
        detector.detect(new PcmAudio(new float[40_000], SampleRate.TELEPHONE));

    assertThat(segments.segments()).isEmpty();
    assertThat(segments.netSpeech()).isEqualTo(NetSpeech.NONE);
  }

  @Test
  void no_sound_at_all_holds_no_speech() {
    SpeechSegments segments = detector.detect(new PcmAudio(new float[0], SampleRate.TELEPHONE));

    assertThat(segments.segments()).isEmpty();
  }

  @Test
  void a_stream_cut_anywhere_is_decided_like_the_whole() {
    PcmAudio audio = between(ReferenceVoices.telephone("allison-en"));
    SpeechSegments whole = detector.detect(audio);
    Heard heard = new Heard();
    VoiceActivity stream = detector.stream(audio.rate(), heard);
    SplittableRandom random = new SplittableRandom(3);

    int at = 0;
    while (at < audio.length()) {
      int count = Math.min(audio.length() - at, random.nextInt(1, 3000));
      stream.hear(audio.samples(), at, count);
      detector.step(List.of(stream));
      at += count;
    }
    detector.finish(stream);

    assertThat(heard.samples()).isEqualTo(audio.length());
    assertThat(heard.speech()).containsExactly(whole.speechOf(audio).samples());
  }

  @Test
  void streams_judged_together_are_decided_as_if_each_were_alone() {
    List<Heard> heard = new ArrayList<>();
    List<VoiceActivity> streams = new ArrayList<>();
    for (String person : ReferenceVoices.PEOPLE) {
      heard.add(new Heard());
      streams.add(detector.stream(SampleRate.TELEPHONE, heard.getLast()));
      PcmAudio audio = ReferenceVoices.telephone(person);
      streams.getLast().hear(audio.samples(), 0, audio.length());
    }
    heard.add(new Heard());
    streams.add(detector.stream(SampleRate.WIDEBAND, heard.getLast()));
    PcmAudio wide = ReferenceVoices.audio("reference/june-fr-16k.wav");
    streams.getLast().hear(wide.samples(), 0, wide.length());

    detector.step(streams);
    streams.forEach(detector::finish);

    for (int i = 0; i < ReferenceVoices.PEOPLE.size(); i++) {
      PcmAudio audio = ReferenceVoices.telephone(ReferenceVoices.PEOPLE.get(i));
      assertThat(heard.get(i).speech())
          .containsExactly(detector.detect(audio).speechOf(audio).samples());
    }
    assertThat(heard.getLast().speech())
        .containsExactly(detector.detect(wide).speechOf(wide).samples());
  }

  @Test
  void below_the_gate_the_network_does_not_run() {
    VoiceActivity quiet = detector.stream(SampleRate.TELEPHONE, new Heard());
    quiet.hear(new float[80_000], 0, 80_000);

    int judged = detector.step(List.of(quiet));

    assertThat(judged).isLessThan(10);
  }

  @Test
  void the_gate_changes_next_to_nothing_in_speech_with_pauses() {
    PcmAudio audio = withPauses();
    try (SpeechDetector open =
        new SpeechDetector(
            silero(), SpeechOptions.DEFAULT.withGate(Double.NEGATIVE_INFINITY), Trace.NONE)) {

      double gated = detector.detect(audio).netSpeech().seconds();

      assertThat(gated).isCloseTo(open.detect(audio).netSpeech().seconds(), within(0.35));
    }
  }

  /** Four prompts, each followed by three seconds of a quiet line. */
  private static PcmAudio withPauses() {
    float[] samples = new float[4 * 11 * 8000];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((random.nextDouble() - 0.5) * 1e-3);
    }
    for (int i = 0; i < 4; i++) {
      PcmAudio prompt = ReferenceVoices.telephone(ReferenceVoices.PEOPLE.get(i));
      System.arraycopy(prompt.samples(), 0, samples, i * 11 * 8000, prompt.length());
    }
    return new PcmAudio(samples, SampleRate.TELEPHONE);
  }

  @Test
  void there_is_a_probability_for_every_window_and_it_is_high_in_speech() {
    PcmAudio audio = between(ReferenceVoices.telephone("carlo-it"));

    float[] probabilities = detector.probabilities(audio);

    assertThat(probabilities).hasSize((audio.length() + 255) / 256);
    assertThat(probabilities[10]).isLessThan(0.2f);
    assertThat(Arrays.copyOfRange(probabilities, 80, 300))
        .satisfies(middle -> {
          int speech = 0;
          for (float probability : middle) {
            speech += probability > 0.5 ? 1 : 0;
          }
          assertThat(speech).isGreaterThan(150);
        });
  }

  @Test
  void another_rate_is_refused() {
    PcmAudio audio = new PcmAudio(new float[100], new SampleRate(11_025));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector.detect(audio))
        .withMessageContaining("11025");
  }

  @Test
  void recordings_above_the_telephone_rate_are_looked_at_in_wideband() {
    assertThat(SpeechDetector.rateFor(new SampleRate(44_100))).isEqualTo(SampleRate.WIDEBAND);
    assertThat(SpeechDetector.rateFor(SampleRate.TELEPHONE)).isEqualTo(SampleRate.TELEPHONE);
  }

  /** Gathers what a stream hears. */
  private static final class Heard implements VoiceActivity.Listener {
    private final List<Float> speech = new ArrayList<>();
    private int samples;

    @Override
    public void decided(boolean isSpeech, float probability, float[] window, int count) {
      samples += count;
      for (int i = 0; isSpeech && i < count; i++) {
        speech.add(window[i]);
      }
    }

    int samples() {
      return samples;
    }

    float[] speech() {
      float[] all = new float[speech.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = speech.get(i);
      }
      return all;
    }
  }
}
