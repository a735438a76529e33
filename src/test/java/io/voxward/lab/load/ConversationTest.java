package io.voxward.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What callers say in a load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {
  private static final int SECONDS = 90;

  private final float[] june = new DemoVoices().call("june");
  private VoiceEngine engine;

  @BeforeAll
  void open() {
    engine = VoiceEngine.open(EngineOptions.bundled());
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private Conversation conversation(double activity, int messageMillis, long seed) {
    return Conversation.of(
        "june",
        june,
        SECONDS,
        new Conversation.Style(activity, -66, messageMillis),
        Dialect.VOXWARD,
        seed,
        engine);
  }

  @Test
  void a_caller_speaks_about_as_much_of_the_time_as_is_asked_for() {
    assertThat(conversation(0.45, 100, 1).speechShare()).isCloseTo(0.45, within(0.1));
    assertThat(conversation(1, 100, 1).speechShare()).isGreaterThan(0.7);
  }

  @Test
  void every_message_is_whole_and_they_last_as_long_as_the_call() {
    Conversation conversation = conversation(0.45, 20, 1);

    assertThat(conversation.count()).isEqualTo(SECONDS * 50);
    assertThat(conversation.message(conversation.count() - 1).remaining())
        .isEqualTo(WireFrames.sizeOf(320));
  }

  @Test
  void seconds_of_speech_are_completed_one_after_the_other() {
    Conversation conversation = conversation(0.45, 100, 2);

    int before = 0;
    for (int second = 1; second <= 10; second++) {
      int completing = conversation.completing(second);
      assertThat(completing - before).isGreaterThanOrEqualTo(9);
      before = completing;
    }
    assertThat(conversation.completing(1_000)).isEqualTo(-1);
  }

  @Test
  void the_same_seed_is_the_same_conversation_and_another_is_another() {
    assertThat(conversation(0.45, 100, 3).message(50))
        .isEqualTo(conversation(0.45, 100, 3).message(50));
    assertThat(conversation(0.45, 100, 3).message(50))
        .isNotEqualTo(conversation(0.45, 100, 4).message(50));
    assertThat(conversation(0.45, 100, 3).name()).isEqualTo("june-3");
  }
}
