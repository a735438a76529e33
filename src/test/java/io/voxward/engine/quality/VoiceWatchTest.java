package io.voxward.engine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.quality.VoiceWatch.Rule;
import io.voxward.engine.quality.VoiceWatch.Verdict;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceWatchTest {
  private static final Rule RULE = new Rule(1, -2, 3);
  private static final Embedding FRESH =
      Embedding.ofDirection(new float[] {1, 0}, new ModelId("m"));

  private final VoiceWatch watch = new VoiceWatch(RULE);
  private final List<Double> speechCompared = new ArrayList<>();

  private Verdict look(double evidence) {
    return watch.look(
        FRESH,
        new NetSpeech(3),
        (voice, speech) -> {
          speechCompared.add(speech.seconds());
          return evidence;
        });
  }

  @Test
  void a_look_that_is_clearly_the_same_person_is_enough() {
    assertThat(look(1)).isEqualTo(Verdict.SAME);
  }

  @Test
  void one_look_never_says_that_the_voice_changed_however_strange_it_is() {
    assertThat(look(-30)).isEqualTo(Verdict.UNSURE);
  }

  @Test
  void two_looks_say_it_when_both_together_are_against_the_same_person() {
    look(-30);

    assertThat(look(-2)).isEqualTo(Verdict.CHANGED);
    assertThat(speechCompared).containsExactly(3.0, 6.0);
  }

  @Test
  void looks_that_become_clear_together_are_the_same_person_and_are_forgotten() {
    look(-5);

    assertThat(look(1.5)).isEqualTo(Verdict.SAME);
    assertThat(look(-5)).isEqualTo(Verdict.UNSURE);
    assertThat(speechCompared).containsExactly(3.0, 6.0, 3.0);
  }

  @Test
  void what_stays_unsure_after_the_last_look_is_no_change() {
    look(0);
    look(-1);

    assertThat(look(-1.9)).isEqualTo(Verdict.SAME);
  }

  @Test
  void the_last_look_may_still_say_that_the_voice_changed() {
    look(0);
    look(-1);

    assertThat(look(-2)).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void a_rule_that_could_judge_by_one_look_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rule(1, -2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rule(-2, 1, 3));
  }
}
