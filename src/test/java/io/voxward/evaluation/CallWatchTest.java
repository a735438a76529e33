package io.voxward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.session.Heard;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallWatchTest {
  private static final Embedding VOICE =
      Embedding.ofDirection(new float[] {1, 0}, new ModelId("m"));

  private final CallWatch watch = new CallWatch(Duration.ofSeconds(50));

  private static Heard.Voice voice(double seconds) {
    return new Heard.Voice(VOICE, new NetSpeech(seconds));
  }

  private static Heard.Look look(int at) {
    return new Heard.Look(voice(3), at, at + 3);
  }

  @Test
  void a_call_goes_on_with_one_voice() {
    watch.decided(voice(10));

    boolean again = watch.lookedAt(look(60), (before, now) -> 8);

    assertThat(again).isFalse();
    assertThat(watch.changed()).isFalse();
  }

  @Test
  void another_voice_is_said_to_be_one_after_a_second_look_and_stays_so() {
    watch.decided(voice(10));

    boolean again = watch.lookedAt(look(60), (before, now) -> -8);
    boolean andAgain = watch.lookedAt(look(70), (before, now) -> -8);

    assertThat(again).isTrue();
    assertThat(andAgain).isFalse();
    assertThat(watch.changed()).isTrue();
    assertThat(watch.lookedAt(look(80), (before, now) -> 9)).isFalse();
    assertThat(watch.changed()).isTrue();
  }

  @Test
  void a_look_is_judged_once_however_often_somebody_asks() {
    AtomicInteger comparisons = new AtomicInteger();
    watch.decided(voice(10));

    for (int i = 0; i < 3; i++) {
      watch.lookedAt(
          look(60),
          (before, now) -> {
            comparisons.incrementAndGet();
            return -8;
          });
    }

    assertThat(comparisons).hasValue(1);
    assertThat(watch.changed()).isFalse();
  }

  @Test
  void looks_are_compared_with_the_voice_that_was_decided_on_and_not_with_what_came_later() {
    watch.decided(voice(6));
    watch.decided(voice(15));

    watch.lookedAt(
        look(60),
        (before, now) -> {
          assertThat(before.speech()).isEqualTo(new NetSpeech(6));
          return 8;
        });
  }

  @Test
  void a_voice_of_which_too_little_is_known_is_compared_with_nothing() {
    watch.decided(voice(4));

    watch.lookedAt(
        look(60),
        (before, now) -> {
          throw new AssertionError("compared");
        });

    assertThat(watch.changed()).isFalse();
  }
}
