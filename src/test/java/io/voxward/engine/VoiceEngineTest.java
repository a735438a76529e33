package io.voxward.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.Resampler;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole recordings: the frozen prompts of four people, two of them one woman. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoiceEngineTest {
  private VoiceEngine engine;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private Extraction.Voice voice(PcmAudio recording) {
    Extraction extraction = engine.extract(recording);
    assertThat(extraction).isInstanceOf(Extraction.Voice.class);
    return (Extraction.Voice) extraction;
  }

  @Test
  void one_woman_in_two_languages_is_nearer_to_herself_than_anybody_else() {
    Extraction.Voice english = voice(ReferenceVoices.telephone("allison-en"));
    Extraction.Voice spanish = voice(ReferenceVoices.telephone("allison-es"));
    Extraction.Voice french = voice(ReferenceVoices.telephone("june-fr"));
    Extraction.Voice italian = voice(ReferenceVoices.telephone("carlo-it"));

    double herself = english.embedding().cosine(spanish.embedding());

    assertThat(herself).isGreaterThan(0.5);
    assertThat(english.embedding().cosine(french.embedding())).isLessThan(herself);
    assertThat(english.embedding().cosine(italian.embedding())).isLessThan(herself - 0.2);
  }

  @Test
  void a_recording_at_a_rate_of_its_own_gives_the_same_voice() {
    PcmAudio wide = ReferenceVoices.audio("reference/carlo-it-16k.wav");
    PcmAudio odd = Resampler.between(SampleRate.WIDEBAND, new SampleRate(22_050)).apply(wide);

    double same = voice(odd).embedding().cosine(voice(wide).embedding());

    assertThat(same).isGreaterThan(0.98);
  }

  @Test
  void pauses_change_neither_net_speech_nor_voice() {
    PcmAudio prompt = ReferenceVoices.telephone("june-fr");
    float[] paused = new float[prompt.length() + 80_000];
    System.arraycopy(prompt.samples(), 0, paused, 40_000, prompt.length());

    Extraction.Voice voice = voice(new PcmAudio(paused, prompt.rate()));

    Extraction.Voice whole = voice(prompt);
    assertThat(voice.netSpeech().seconds()).isCloseTo(whole.netSpeech().seconds(), within(0.4));
    assertThat(voice.embedding().cosine(whole.embedding())).isGreaterThan(0.97);
  }

  @Test
  void silence_is_too_little_speech_and_says_how_much_is_needed() {
    Extraction extraction = engine.extract(new PcmAudio(new float[80_000], SampleRate.TELEPHONE));

    assertThat(extraction)
        .isEqualTo(new Extraction.TooLittleSpeech(NetSpeech.NONE, new NetSpeech(1)));
  }

  @Test
  void several_recordings_make_one_voice_of_all_their_speech() {
    List<SpeechAnalysis> both =
        List.of(
            engine.analyse(ReferenceVoices.telephone("allison-en")),
            engine.analyse(ReferenceVoices.telephone("allison-es")));

    Extraction extraction = engine.extract(both);

    assertThat(extraction).isInstanceOf(Extraction.Voice.class);
    assertThat(extraction.netSpeech())
        .isEqualTo(both.get(0).netSpeech().plus(both.get(1).netSpeech()));
  }

  @Test
  void speech_longer_than_a_stretch_is_embedded_in_stretches_of_the_same_voice() {
    PcmAudio prompt = ReferenceVoices.telephone("carlo-it");
    float[] three = new float[prompt.length() * 3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(prompt.samples(), 0, three, i * prompt.length(), prompt.length());
    }

    Extraction.Voice voice = voice(new PcmAudio(three, prompt.rate()));

    assertThat(voice.netSpeech().seconds()).isGreaterThan(20);
    assertThat(voice.embedding().cosine(voice(prompt).embedding())).isGreaterThan(0.97);
  }

  @Test
  void chunks_have_their_times_in_the_recording() {
    SpeechAnalysis analysis = engine.analyse(ReferenceVoices.telephone("june-fr"));

    List<VoiceChunk> chunks = engine.chunks(analysis, 2, 1);

    assertThat(chunks).hasSizeGreaterThanOrEqualTo(5);
    assertThat(chunks.get(1).fromSeconds()).isGreaterThan(chunks.get(0).fromSeconds());
    assertThat(chunks.getLast().toSeconds()).isLessThanOrEqualTo(8.01);
    assertThat(chunks).allMatch(chunk -> chunk.speechSeconds() == 2);
  }

  @Test
  void a_recording_shorter_than_a_chunk_has_none() {
    SpeechAnalysis analysis = engine.analyse(new PcmAudio(new float[8000], SampleRate.TELEPHONE));

    assertThat(engine.chunks(analysis, 2, 1)).isEmpty();
  }

  @Test
  void every_stage_can_be_watched() {
    Watching watching = new Watching(true);
    try (VoiceEngine watched = VoiceEngine.open(EngineOptions.bundled().withTrace(watching))) {

      Extraction _ = watched.extract(ReferenceVoices.telephone("carlo-it"));

      assertThat(watching.seen).isEqualTo(EnumSet.allOf(Trace.Stage.class));
      assertThat(watching.results).noneMatch(result -> result.toString().contains("[0."));
    }
  }

  @Test
  void a_sink_that_is_off_is_never_shown_anything() {
    Watching watching = new Watching(false);
    try (VoiceEngine watched = VoiceEngine.open(EngineOptions.bundled().withTrace(watching))) {

      Extraction _ = watched.extract(ReferenceVoices.telephone("carlo-it"));

      assertThat(watching.seen).isEmpty();
    }
  }

  @Test
  void the_silent_sink_asks_no_supplier() {
    Trace.NONE.show(
        Trace.Stage.FEATURES,
        () -> {
          throw new AssertionError("asked");
        });

    assertThat(Trace.NONE.isOn()).isFalse();
  }

  /** Remembers what it was shown. */
  private static final class Watching implements Trace {
    private final boolean on;
    private final Set<Stage> seen = Collections.synchronizedSet(EnumSet.noneOf(Stage.class));
    private final List<Object> results = Collections.synchronizedList(new ArrayList<>());

    Watching(boolean on) {
      this.on = on;
    }

    @Override
    public boolean isOn() {
      return on;
    }

    @Override
    public void show(Stage stage, Supplier<?> result) {
      seen.add(stage);
      results.add(result.get());
    }
  }
}
