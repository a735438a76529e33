package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Issue 6.8: what two models have heard of one call. */
class HeardTest {
  private static final ModelId NEW = new ModelId("new");
  private static final ModelId OLD = new ModelId("old");

  private static Heard.Voice voice(ModelId model, double seconds) {
    return new Heard.Voice(new Embedding(new float[] {1, 0}, model), new NetSpeech(seconds));
  }

  private static Heard heard(
      double counted, Heard.@Nullable Voice voice, Heard.@Nullable Voice byPrevious) {
    return new Heard(counted, voice, byPrevious, null, null);
  }

  @Test
  void a_voice_is_given_as_the_model_asked_for_made_it_and_by_no_other() {
    // When
    Heard heard = heard(10, voice(NEW, 10), voice(OLD, 9));

    // Then
    assertThat(heard.by(NEW)).get().isSameAs(heard.voice());
    assertThat(heard.by(OLD)).get().isSameAs(heard.byPrevious());
    assertThat(heard.by(new ModelId("other"))).isEmpty();
    assertThat(heard(10, voice(NEW, 10), null).by(OLD)).isEmpty();
  }

  @Test
  void there_is_no_voice_for_both_before_both_have_one() {
    assertThat(heard(10, voice(NEW, 10), null).byBoth().voice()).isNull();
    assertThat(heard(10, null, voice(OLD, 10)).byBoth().voice()).isNull();
  }

  @Test
  void a_model_that_was_woken_late_is_not_taken_to_have_heard_what_the_other_has() {
    // When
    Heard behind = heard(30, voice(NEW, 30), voice(OLD, 5)).byBoth();
    Heard abreast = heard(30.4, voice(NEW, 30), voice(OLD, 29)).byBoth();

    // Then
    assertThat(behind.netSpeechSeconds()).isEqualTo(5);
    assertThat(abreast.netSpeechSeconds()).isEqualTo(30.4);
    assertThat(abreast.voice()).isNotNull();
  }
}
