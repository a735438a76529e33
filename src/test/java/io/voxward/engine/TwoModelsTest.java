package io.voxward.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.gallery.Gallery;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.scoring.CalibrationFile;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.scoring.Scorers;
import io.voxward.engine.vad.NetSpeech;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Issue 6.8: two speaker models side by side in one engine, never compared with each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoModelsTest {
  private static final NetSpeech SPEECH = new NetSpeech(10);
  private static final int PACKET = 1600;

  @TempDir static Path folder;

  private VoiceEngine engine;

  @BeforeAll
  void open() throws IOException {
    engine =
        VoiceEngine.open(
                EngineOptions.bundled()
                    .withSpeakerModel(ModelSource.folder(RotatedModel.write(folder))))
            .withPrevious(ModelSource.bundled(EngineOptions.SPEAKER_MODEL));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static Embedding voice(Extraction extraction) {
    return ((Extraction.Voice) extraction).embedding();
  }

  private Embedding current(String person) {
    return voice(engine.extract(ReferenceVoices.telephone(person)));
  }

  private Embedding previous(String person) {
    SpeechAnalysis analysed = engine.analyse(ReferenceVoices.telephone(person));
    return voice(engine.previous().orElseThrow().extract(List.of(analysed)));
  }

  private static double cosine(float[] one, float[] other) {
    double dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
    }
    return dot;
  }

  @Test
  void each_tells_people_apart_as_well_and_the_voices_of_both_are_unrelated() {
    // When
    Embedding carlo = current("carlo-it");
    Embedding june = current("june-fr");

    // Then
    assertThat(carlo.model()).isEqualTo(new ModelId(RotatedModel.ID));
    assertThat(carlo.cosine(june))
        .isCloseTo(previous("carlo-it").cosine(previous("june-fr")), within(1e-4));
    assertThat(cosine(carlo.vector(), previous("carlo-it").vector())).isCloseTo(0, within(0.35));
  }

  @Test
  void nothing_compares_a_voice_of_one_with_a_voice_of_the_other() throws IOException {
    // Given
    Embedding current = current("carlo-it");
    Embedding previous = previous("carlo-it");
    Scorer ofPrevious = Scorer.plain(CalibrationFile.bundled(EngineOptions.SPEAKER_MODEL));
    Scorer ofCurrent;
    try (Reader file = Files.newBufferedReader(folder.resolve("calibration.properties"))) {
      ofCurrent = Scorer.plain(CalibrationFile.read(file));
    }

    // When
    Scorers both = Scorers.of(ofCurrent).withPrevious(ofPrevious);

    // Then
    assertThat(both.of(current.model())).contains(ofCurrent);
    assertThat(both.of(previous.model())).contains(ofPrevious);
    assertThat(both.of(new ModelId("a-third"))).isEmpty();
    for (Scorer scorer : List.of(ofCurrent, ofPrevious)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scorer.score(current, SPEECH, previous, SPEECH));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> scorer.score(previous, SPEECH, current, SPEECH));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> current.cosine(previous));
    Gallery gallery = Gallery.of(current.model(), List.of(new Gallery.Voice(current, SPEECH)));
    assertThatIllegalArgumentException().isThrownBy(() -> gallery.cosines(previous));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scorers.of(ofCurrent).withPrevious(ofCurrent));
  }

  /** Hears a recording; from a packet on by the model before, too. */
  private CallVoice heard(PcmAudio audio, int byPreviousFrom) {
    CallVoice call = engine.newCall(audio.rate());
    for (int at = 0; at < audio.length(); at += PACKET) {
      if (at / PACKET == byPreviousFrom) {
        call.followByPrevious();
      }
      call.hear(Arrays.copyOfRange(audio.samples(), at, Math.min(audio.length(), at + PACKET)));
      engine.listen(List.of(call));
      engine.embedDue(List.of(call));
    }
    return call;
  }

  @Test
  void a_call_is_followed_by_the_model_before_only_where_somebody_asks() {
    try (CallVoice call = heard(ReferenceVoices.telephone("june-fr"), Integer.MAX_VALUE)) {
      // When
      engine.finish(call);

      // Then
      assertThat(call.voiceSoFar()).isInstanceOf(VoiceSoFar.Known.class);
      assertThat(call.voiceByPrevious()).isInstanceOf(VoiceSoFar.NotYet.class);
    }
  }

  @Test
  void who_asks_late_has_the_beginning_of_the_call_all_the_same() {
    PcmAudio audio = ReferenceVoices.telephone("june-fr");
    int last = (audio.length() - 1) / PACKET;
    try (CallVoice early = heard(audio, 0);
        CallVoice late = heard(audio, last)) {
      // When
      engine.finish(early);
      engine.finish(late);

      // Then
      VoiceSoFar.Known asked = (VoiceSoFar.Known) early.voiceByPrevious();
      VoiceSoFar.Known askedLate = (VoiceSoFar.Known) late.voiceByPrevious();
      assertThat(asked.embedding().model()).isEqualTo(engine.previous().orElseThrow().id());
      assertThat(askedLate.netSpeech().seconds())
          .isCloseTo(Math.min(asked.netSpeech().seconds(), 12), within(1.0));
      assertThat(askedLate.embedding().cosine(asked.embedding())).isGreaterThan(0.9);
      assertThat(askedLate.embedding().cosine(previous("june-fr"))).isGreaterThan(0.9);
    }
  }

  @Test
  void a_call_that_rests_keeps_what_the_model_before_may_still_need() {
    PcmAudio audio = ReferenceVoices.telephone("carlo-it");
    try (CallVoice call = heard(audio, Integer.MAX_VALUE)) {
      call.follow(Attention.RESTING);

      // When
      call.followByPrevious();
      call.follow(Attention.DECIDING);
      engine.finish(call);

      // Then
      VoiceSoFar.Known known = (VoiceSoFar.Known) call.voiceByPrevious();
      assertThat(known.embedding().cosine(previous("carlo-it"))).isGreaterThan(0.9);
    }
  }
}
