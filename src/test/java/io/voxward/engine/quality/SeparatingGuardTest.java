package io.voxward.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.ReferenceVoices;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.quality.Refusal.Code;
import io.voxward.engine.quality.SeparatingGuard.Judged;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Issue 6.12 (D9): of several voices in a recording the longest is enrolled, or nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeparatingGuardTest {
  private static final GuardOptions FIVE_SECONDS =
      GuardOptions.DEFAULT.withNeeded(new NetSpeech(5));
  private static final SeveralVoices UP_TO_TWO = new SeveralVoices(1, 2);
  private static final int RATE = 8000;

  private VoiceEngine engine;
  private SeparatingGuard guard;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
    guard = new SeparatingGuard(engine);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private Judged judge(SeveralVoices allowed, PcmAudio... turns) {
    return guard.judge(List.of(joined(turns)), FIVE_SECONDS, allowed);
  }

  private static PcmAudio joined(PcmAudio... turns) {
    int length = 0;
    for (PcmAudio turn : turns) {
      length += turn.length();
    }
    float[] all = new float[length];
    int at = 0;
    for (PcmAudio turn : turns) {
      System.arraycopy(turn.samples(), 0, all, at, turn.length());
      at += turn.length();
    }
    return new PcmAudio(all, turns[0].rate());
  }

  private static PcmAudio person(String name, int seconds) {
    PcmAudio recording = ReferenceVoices.telephone(name);
    return recording.slice(0, Math.min(recording.length(), seconds * RATE));
  }

  private Embedding reference(String person) {
    return ReferenceVoices.vector(ReferenceVoices.caseOf(person), "embedding", engine.card().id());
  }

  private static Refusal refusal(Judged judged) {
    return ((GuardVerdict.Unfit) judged.verdict()).refusals().getFirst();
  }

  @Test
  void of_two_voices_the_longest_is_taken_and_nothing_of_the_other() {
    // When
    Judged judged =
        judge(UP_TO_TWO, person("june-fr", 8), person("carlo-it", 5), person("june-fr", 7));

    // Then
    assertThat(judged.verdict()).isInstanceOf(GuardVerdict.Fit.class);
    Embedding voice = ((GuardVerdict.Fit) judged.verdict()).voice();
    assertThat(voice.cosine(reference("june-fr"))).isGreaterThan(0.7);
    assertThat(voice.cosine(reference("carlo-it"))).isLessThan(0.4);
    assertThat(judged.voices()).extracting(SpokenVoice::used).containsExactly(true, false);
    SpokenVoice other = judged.voices().get(1);
    assertThat(other.times()).hasSize(1);
    assertThat(other.times().getFirst().fromSeconds()).isCloseTo(8, within(1.0));
    assertThat(other.times().getFirst().toSeconds()).isCloseTo(13, within(1.0));
    double used = judged.used().stream().mapToDouble(PcmAudio::seconds).sum();
    assertThat(used).isBetween(10.0, 15.0);
  }

  @Test
  void where_only_one_may_speak_two_are_refused_as_ever() {
    // When
    Judged judged =
        judge(SeveralVoices.ONE, person("june-fr", 8), person("carlo-it", 5), person("june-fr", 7));

    // Then
    assertThat(refusal(judged).code()).isEqualTo(Code.MULTIPLE_SPEAKERS);
    assertThat(refusal(judged).times()).isNotEmpty();
    assertThat(judged.used()).isEmpty();
  }

  @Test
  void more_voices_than_allowed_are_refused_with_the_times_of_all_but_the_longest() {
    // When
    Judged judged =
        judge(
            UP_TO_TWO,
            person("june-fr", 8),
            person("carlo-it", 6),
            person("allison-en", 7),
            person("june-fr", 8));

    // Then
    Refusal refusal = refusal(judged);
    assertThat(refusal.code()).isEqualTo(Code.MULTIPLE_SPEAKERS);
    assertThat(refusal.measured()).isEqualTo(3);
    assertThat(refusal.limit()).isEqualTo(2);
    assertThat(refusal.times())
        .allMatch(time -> time.fromSeconds() > 7 && time.toSeconds() < 22)
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void three_voices_are_told_apart_where_three_may_be() {
    // When
    Judged judged =
        judge(
            new SeveralVoices(1, 3),
            person("june-fr", 8),
            person("carlo-it", 6),
            person("allison-en", 7),
            person("june-fr", 8));

    // Then
    assertThat(judged.verdict()).isInstanceOf(GuardVerdict.Fit.class);
    assertThat(judged.voices()).hasSize(3);
    assertThat(((GuardVerdict.Fit) judged.verdict()).voice().cosine(reference("june-fr")))
        .isGreaterThan(0.7);
  }

  @Test
  void voices_that_speak_equally_long_leave_nobody_to_be_meant() {
    // Given
    List<Judged> withMoreAndMoreOfTheOther = new ArrayList<>();
    PcmAudio other = ReferenceVoices.telephone("allison-en");

    // When
    for (int quarters = 20; quarters * RATE / 4 <= other.length(); quarters++) {
      withMoreAndMoreOfTheOther.add(
          judge(UP_TO_TWO, person("june-fr", 7), other.slice(0, quarters * RATE / 4)));
    }

    // Then
    assertThat(withMoreAndMoreOfTheOther)
        .filteredOn(judged -> Math.abs(lead(judged)) < 1)
        .isNotEmpty()
        .allSatisfy(judged -> {
          assertThat(refusal(judged).code()).isEqualTo(Code.MULTIPLE_SPEAKERS);
          assertThat(refusal(judged).detail()).contains("no voice speaks clearly longest");
        });
  }

  private static double lead(Judged judged) {
    List<SpokenVoice> voices = judged.voices();
    return voices.size() < 2
        ? Double.MAX_VALUE
        : voices.get(0).speechSeconds() - voices.get(1).speechSeconds();
  }

  @Test
  void one_voice_is_taken_whole_where_more_might_have_been() {
    // Given
    PcmAudio june = ReferenceVoices.telephone("june-fr");

    // When
    Judged judged = judge(UP_TO_TWO, june);

    // Then
    assertThat(judged.verdict()).isInstanceOf(GuardVerdict.Fit.class);
    GuardVerdict plain = new EnrollmentGuard(engine).judge(List.of(june), FIVE_SECONDS);
    assertThat(judged.verdict().figures()).isEqualTo(plain.figures());
    assertThat(judged.voices()).hasSize(1);
    assertThat(judged.used().getFirst().length()).isEqualTo(june.length());
  }

  @Test
  void fewer_voices_than_expected_are_refused() {
    // When
    Judged judged = judge(new SeveralVoices(2, 3), ReferenceVoices.telephone("june-fr"));

    // Then
    assertThat(refusal(judged).code()).isEqualTo(Code.TOO_FEW_SPEAKERS);
    assertThat(judged.used()).isEmpty();
  }

  @Test
  void too_little_of_the_longest_voice_is_too_little() {
    // When
    Judged judged =
        guard.judge(
            List.of(joined(person("june-fr", 8), person("carlo-it", 5), person("june-fr", 4))),
            GuardOptions.DEFAULT.withNeeded(new NetSpeech(12)),
            UP_TO_TWO);

    // Then
    assertThat(refusal(judged).code()).isEqualTo(Code.NOT_ENOUGH_SPEECH);
    assertThat(judged.voices()).hasSize(2);
  }
}
