package io.voxward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.common.GeneratedSpeakerId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Issue 6.8: what one call brings to a change of the model, and when it brings nothing. */
class NextModelCallTest {
  private static final Claim ALLISON = new Claim(GeneratedSpeakerId.random(), null);
  private static final Claim JUNE = new Claim(GeneratedSpeakerId.random(), null);
  private static final double WANTED = 20;

  private final NextModelCall call = new NextModelCall();

  private static Authentication decided(AuthenticationDecision decision, Claim speaker) {
    DisplayScore threshold = new DisplayScore(90);
    return new Authentication(
        "result", decision, null, threshold, 0.001, speaker, null, null, List.of());
  }

  private static Heard heard(double seconds) {
    return new Heard(seconds, voice("new", seconds), voice("old", seconds), null, null);
  }

  private static Heard.Voice voice(String model, double seconds) {
    return new Heard.Voice(
        new Embedding(new float[] {1, 0}, new ModelId(model)), new NetSpeech(seconds));
  }

  private void accept(Claim speaker, boolean byPrevious) {
    call.decided(decided(AuthenticationDecision.ACCEPT, speaker), byPrevious, () -> WANTED);
  }

  @Test
  void an_accepted_call_brings_all_that_was_heard_once() {
    // Given
    accept(ALLISON, true);
    call.heard(heard(5));
    boolean wantsMore = call.wantsMore(heard(5));
    call.heard(heard(21));

    // When
    NextModelCall.Handover brought = call.handOver().orElseThrow();

    // Then
    assertThat(wantsMore).isTrue();
    assertThat(brought.speaker()).isEqualTo(ALLISON);
    assertThat(brought.voices().byCurrent().speech().seconds()).isEqualTo(21);
    assertThat(brought.voices().byCurrent().embedding().model()).isEqualTo(new ModelId("new"));
    assertThat(brought.voices().byPrevious().embedding().model()).isEqualTo(new ModelId("old"));
    assertThat(call.handOver()).isEmpty();
  }

  @Test
  void enough_speech_is_not_waited_for_any_longer() {
    accept(ALLISON, true);

    assertThat(call.wantsMore(heard(WANTED))).isFalse();
    assertThat(call.wantsMore(heard(WANTED - 1))).isTrue();
  }

  @Test
  void a_call_brings_nothing_that_was_rejected_or_decided_by_the_current_model() {
    // When
    accept(ALLISON, false);
    call.heard(heard(10));
    boolean byCurrent = call.handOver().isPresent();
    call.decided(decided(AuthenticationDecision.REJECT, ALLISON), true, () -> WANTED);
    call.heard(heard(10));

    // Then
    assertThat(byCurrent).isFalse();
    assertThat(call.wantsMore(heard(1))).isFalse();
    assertThat(call.handOver()).isEmpty();
  }

  @Test
  void a_call_that_is_not_all_the_callers_brings_nothing() {
    // Given
    accept(ALLISON, true);
    call.heard(heard(10));

    // When
    accept(ALLISON, false); // a reason was noticed: the call does not count any more

    // Then
    assertThat(call.handOver()).isEmpty();
  }

  @Test
  void another_speaker_is_handed_over_for_themselves_alone() {
    // Given
    accept(ALLISON, true);
    call.heard(heard(10));

    // When
    accept(JUNE, true);

    // Then
    assertThat(call.handOver()).get().extracting(NextModelCall.Handover::speaker).isEqualTo(JUNE);
  }
}
