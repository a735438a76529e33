package io.voxward.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.CallVoice.Hearing;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A call as it goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallVoiceTest {
  private static final int PACKET = 160;

  private VoiceEngine engine;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static List<float[]> packets(PcmAudio audio) {
    List<float[]> packets = new ArrayList<>();
    for (int at = 0; at < audio.length(); at += PACKET) {
      packets.add(Arrays.copyOfRange(audio.samples(), at, Math.min(audio.length(), at + PACKET)));
    }
    return packets;
  }

  private CallVoice heard(PcmAudio audio) {
    CallVoice call = engine.newCall(audio.rate());
    for (float[] packet : packets(audio)) {
      assertThat(call.hear(packet)).isEqualTo(Hearing.HEARD);
      engine.listen(List.of(call));
      engine.embedDue(List.of(call));
    }
    return call;
  }

  private static Embedding known(CallVoice call) {
    assertThat(call.voiceSoFar()).isInstanceOf(VoiceSoFar.Known.class);
    return ((VoiceSoFar.Known) call.voiceSoFar()).embedding();
  }

  @Test
  void a_call_ends_with_the_net_speech_and_the_voice_of_the_whole_recording() {
    PcmAudio audio = ReferenceVoices.telephone("carlo-it");
    Extraction.Voice whole = (Extraction.Voice) engine.extract(audio);
    try (CallVoice call = heard(audio)) {

      engine.finish(call);

      assertThat(call.netSpeech().seconds()).isCloseTo(whole.netSpeech().seconds(), within(1e-9));
      assertThat(known(call).cosine(whole.embedding())).isGreaterThan(0.95);
    }
  }

  @Test
  void the_voice_is_known_after_the_first_second_of_speech_and_not_before() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    try (CallVoice call = engine.newCall(audio.rate())) {
      for (float[] packet : packets(audio)) {
        call.hear(packet);
        engine.listen(List.of(call));
        engine.embedDue(List.of(call));

        boolean isKnown = call.voiceSoFar() instanceof VoiceSoFar.Known;

        if (call.netSpeech().seconds() < 1) {
          assertThat(isKnown).isFalse();
        } else if (call.netSpeech().seconds() > 1.1) {
          assertThat(isKnown).isTrue();
        }
      }
    }
  }

  @Test
  void every_second_of_speech_after_the_head_is_embedded_once() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    int embedded = 0;
    try (CallVoice call = engine.newCall(audio.rate())) {
      for (float[] packet : packets(audio)) {
        call.hear(packet);
        engine.listen(List.of(call));
        embedded += engine.embedDue(List.of(call)).size();
      }

      assertThat(embedded).isEqualTo((int) call.netSpeech().seconds());
      assertThat(call.recentChunks()).hasSize(embedded - 4);
      assertThat(call.recentChunks().getFirst().speechSeconds()).isEqualTo(5);
      assertThat(call.recentChunks().getLast().speechSeconds()).isEqualTo(1);
      assertThat(call.recentChunks().getLast().toSeconds())
          .isBetween(call.recentChunks().getLast().fromSeconds(), call.secondsHeard());
    }
  }

  @Test
  void calls_followed_together_become_what_each_would_alone() {
    List<CallVoice> calls =
        ReferenceVoices.PEOPLE.stream().map(p -> engine.newCall(SampleRate.TELEPHONE)).toList();
    for (int i = 0; i < 400; i++) {
      for (int k = 0; k < calls.size(); k++) {
        List<float[]> packets = packets(ReferenceVoices.telephone(ReferenceVoices.PEOPLE.get(k)));
        calls.get(k).hear(packets.get(i));
      }
      if (i % 5 == 4) {
        engine.listen(calls);
        engine.embedDue(calls);
      }
    }

    for (int k = 0; k < calls.size(); k++) {
      try (CallVoice alone = heard(ReferenceVoices.telephone(ReferenceVoices.PEOPLE.get(k)))) {
        assertThat(calls.get(k).netSpeech()).isEqualTo(alone.netSpeech());
        assertThat(known(calls.get(k)).cosine(known(alone))).isGreaterThan(0.99);
      }
    }
  }

  @Test
  void a_call_finds_the_speech_that_the_whole_recording_has() {
    PcmAudio audio = ReferenceVoices.telephone("allison-en");
    try (CallVoice call = heard(audio)) {

      engine.finish(call);

      assertThat(call.netSpeech()).isEqualTo(engine.analyse(audio).netSpeech());
    }
  }

  @Test
  void a_call_that_lags_too_far_behind_is_told_so() {
    try (CallVoice call = engine.newCall(SampleRate.TELEPHONE)) {
      assertThat(call.hear(new float[80_000])).isEqualTo(Hearing.HEARD);

      Hearing hearing = call.hear(new float[1]);

      assertThat(hearing).isEqualTo(Hearing.OVERFLOWING);
      assertThat(call.secondsWaiting()).isEqualTo(10);
    }
  }

  @Test
  void sound_that_is_no_number_is_refused_and_leaves_the_call_as_it_was() {
    try (CallVoice call = engine.newCall(SampleRate.TELEPHONE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call.hear(new float[] {0.1f, Float.NaN}));
      assertThat(call.secondsWaiting()).isZero();
    }
  }

  @Test
  void nothing_is_known_of_a_call_that_was_forgotten_and_it_may_begin_again() {
    PcmAudio audio = ReferenceVoices.telephone("carlo-it");
    CallVoice call = heard(audio);

    call.forget();

    assertThat(call.netSpeech()).isEqualTo(NetSpeech.NONE);
    assertThat(call.voiceSoFar()).isEqualTo(new VoiceSoFar.NotYet());
    assertThat(call.recentChunks()).isEmpty();
    assertThat(call.hear(packets(audio).getFirst())).isEqualTo(Hearing.HEARD);
  }

  @Test
  void a_closed_call_hears_nothing_more() {
    CallVoice call = heard(ReferenceVoices.telephone("carlo-it"));

    call.close();

    assertThat(call.hear(new float[PACKET])).isEqualTo(Hearing.CLOSED);
    assertThat(call.voiceSoFar()).isEqualTo(new VoiceSoFar.NotYet());
  }

  @Test
  void while_paused_speech_is_counted_and_not_embedded() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    try (CallVoice call = engine.newCall(audio.rate())) {
      call.follow(Attention.RESTING);
      call.hear(audio.samples());
      engine.listen(List.of(call));

      List<CallVoice> grown = engine.embedDue(List.of(call));

      assertThat(grown).isEmpty();
      assertThat(call.netSpeech().seconds()).isGreaterThan(7);

      call.follow(Attention.DECIDING);
      call.hear(audio.samples());
      engine.finish(call);
      assertThat(call.voiceSoFar()).isInstanceOf(VoiceSoFar.Known.class);
    }
  }

  @Test
  void a_settled_call_is_embedded_in_full_stretches_and_nobody_waits_for_them() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    List<Double> lengths = new ArrayList<>();
    try (CallVoice call = engine.newCall(audio.rate())) {
      call.follow(Attention.SETTLED);
      for (float[] packet : twice(packets(audio))) {
        call.hear(packet);
        engine.listen(List.of(call));
        if (call.due() != Due.NOTHING) {
          assertThat(call.due()).isEqualTo(Due.SOON);
          lengths.add(call.dueSeconds());
        }
        engine.embedDue(List.of(call));
      }
    }

    assertThat(lengths).startsWith(3.0, 3.0).containsOnly(3.0);
  }

  private static List<float[]> twice(List<float[]> packets) {
    return Stream.concat(packets.stream(), packets.stream()).toList();
  }

  @Test
  void a_decision_that_opens_while_a_long_stretch_is_embedded_goes_on_second_by_second() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    try (CallVoice call = engine.newCall(audio.rate())) {
      call.follow(Attention.SETTLED);
      for (float[] packet : twice(packets(audio))) {
        call.hear(packet);
        engine.listen(List.of(call));
        Optional<SpeechStretches.Step> second =
            call.voiceSoFar() instanceof VoiceSoFar.Known
                ? call.nextStep(engine.current())
                : Optional.empty();
        if (second.isPresent()) {
          assertThat(second.get().frames()).isEqualTo(300);
          call.follow(Attention.DECIDING);
          call.embedded(engine.current(), second.get(), known(call));
          break;
        }
        engine.embedDue(List.of(call));
      }
      assertThat(call.due()).isEqualTo(Due.NOTHING);

      packets(audio).forEach(call::hear);
      engine.listen(List.of(call));

      assertThat(call.due()).isEqualTo(Due.NOW);
      assertThat(call.dueSeconds()).isEqualTo(1);
    }
  }

  @Test
  void nothing_is_embedded_before_the_amount_that_somebody_asks_at() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    List<Double> lengths = new ArrayList<>();
    try (CallVoice call = engine.newCall(audio.rate())) {
      call.wantFrom(3);
      for (float[] packet : packets(audio)) {
        call.hear(packet);
        engine.listen(List.of(call));
        if (call.due() == Due.NOW) {
          lengths.add(call.dueSeconds());
        }
        engine.embedDue(List.of(call));
      }
    }

    assertThat(lengths).startsWith(3.0, 4.0, 5.0, 1.0);
  }

  @Test
  void a_resting_call_is_looked_at_when_asked_and_keeps_its_voice() {
    PcmAudio own = ReferenceVoices.telephone("june-fr");
    PcmAudio other = ReferenceVoices.telephone("carlo-it");
    try (CallVoice call = heard(own)) {
      Embedding voice = known(call);
      call.follow(Attention.RESTING);
      assertThat(call.due()).isEqualTo(Due.NOTHING);

      call.look(3);
      call.hear(other.samples());
      engine.listen(List.of(call));
      assertThat(call.due()).isEqualTo(Due.SOON);
      assertThat(call.dueSeconds()).isEqualTo(3);
      engine.embedDue(List.of(call));

      VoiceChunk look = call.lookedAt().orElseThrow();
      assertThat(look.speechSeconds()).isEqualTo(3);
      assertThat(look.toSeconds()).isGreaterThan(look.fromSeconds());
      assertThat(look.embedding().cosine(voice)).isLessThan(0.6);
      assertThat(known(call).cosine(voice)).isGreaterThan(0.9999);
      assertThat(call.due()).isEqualTo(Due.NOTHING);
    }
  }

  @Test
  void another_rate_than_the_detectors_is_refused() {
    SampleRate odd = new SampleRate(11_025);

    assertThatIllegalArgumentException().isThrownBy(() -> engine.newCall(odd));
  }

  @Test
  void what_it_shows_of_itself_holds_no_voice() {
    try (CallVoice call = heard(ReferenceVoices.telephone("carlo-it"))) {
      assertThat(call.toString()).isEqualTo("CallVoice[8000 Hz]");
    }
  }
}
