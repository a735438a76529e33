package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.session.StreamEnd;
import io.voxward.wire.audiohook.Conversation.Fate;
import io.voxward.wire.dialect.CallRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes, in whatever order and however broken, the conversation is where a plain model of
 * the protocol says it is, and what it says is in order. The seeds are fixed.
 */
class ConversationFuzzTest {
  private static final int ROUNDS = 600;
  private static final int MOVES = 40;
  private static final List<StreamEnd> ENDS = List.of(StreamEnd.values());
  private static final List<String> TYPES =
      List.of("open", "ping", "paused", "resumed", "discarded", "update", "error", "close");

  /** Where a connection stands, as the protocol's table has it. */
  private enum Place {
    FRESH,
    OPENING,
    PROBED,
    LISTENING,
    PAUSED,
    LEAVING,
    CLOSING,
    OVER;

    static Place of(HookState state) {
      return switch (state) {
        case HookState.Fresh _ -> FRESH;
        case HookState.Opening _ -> OPENING;
        case HookState.Probed _ -> PROBED;
        case HookState.Listening _ -> LISTENING;
        case HookState.Paused _ -> PAUSED;
        case HookState.Leaving _ -> LEAVING;
        case HookState.Closing _ -> CLOSING;
        case HookState.Over _ -> OVER;
      };
    }

    boolean isDone() {
      return this == LEAVING || this == CLOSING || this == OVER;
    }

    Place afterFault() {
      return isDone() ? this : LEAVING;
    }

    /** After a good message. */
    Place after(String type, boolean probe, boolean reconnects) {
      return switch (type) {
        case "open" -> this == FRESH ? (probe ? PROBED : OPENING) : afterFault();
        case "ping", "discarded", "error" -> this;
        case "paused" -> this == LISTENING ? PAUSED : early();
        case "resumed" -> this == PAUSED ? LISTENING : early();
        case "update" -> early();
        case "close" ->
            switch (this) {
              case LISTENING, PAUSED -> reconnects ? OVER : CLOSING;
              case FRESH, OPENING, PROBED, LEAVING -> OVER;
              case CLOSING, OVER -> this;
            };
        default -> throw new IllegalArgumentException(type);
      };
    }

    private Place early() {
      return this == FRESH || this == OPENING ? LEAVING : this;
    }
  }

  /** Checks the order of everything that is said. */
  private static final class Order {
    private long seq;
    private final List<String> said = new ArrayList<>();
    private int opened;

    void check(List<Step> steps) {
      for (Step step : steps) {
        switch (step) {
          case Step.Say(ServerMessage message) -> {
            assertThat(message.seq()).isEqualTo(++seq);
            assertThat(message.id()).isEqualTo(Talk.SESSION);
            assertThat(said).doesNotContain("closed");
            said.add(message.type());
            assertThat(Talk.JSON.valueToTree(message).path("parameters").isObject()).isTrue();
          }
          case Step.OpenCall _ -> opened++;
          default -> {}
        }
      }
      assertThat(opened).isLessThanOrEqualTo(1);
      assertThat(said.stream().filter("opened"::equals)).hasSizeLessThanOrEqualTo(1);
      assertThat(
              said.stream().filter(type -> type.equals("disconnect") || type.equals("reconnect")))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void the_conversation_is_always_where_the_model_is() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Talk talk = new Talk();
      Order order = new Order();
      for (int move = 0; move < MOVES; move++) {
        Place before = Place.of(talk.conversation.state());
        talk.clock.advance(Duration.ofMillis(random.nextInt(1_500)));

        Place expected = before;
        List<Step> steps;
        switch (random.nextInt(17)) {
          case 0 -> {
            steps = talk.conversation.opened();
            expected = before == Place.OPENING ? Place.LISTENING : before;
          }
          case 1 -> {
            StreamEnd why = ENDS.get(random.nextInt(ENDS.size()));
            steps = talk.conversation.stopped(why);
            expected = before.afterFault();
          }
          case 2 -> {
            steps = talk.conversation.heardAll();
            expected = before == Place.CLOSING ? Place.OVER : before;
          }
          case 3 -> {
            boolean due = talk.conversation.isDue();
            steps = talk.conversation.tick();
            expected =
                due && before == Place.CLOSING ? Place.OVER : due ? before.afterFault() : before;
          }
          case 4 -> {
            steps = List.of();
            Fate fate = talk.conversation.audio(random.nextInt(4_000));
            assertThat(fate == Fate.WRONG)
                .isEqualTo(before == Place.FRESH || before == Place.OPENING);
            if (fate == Fate.WRONG) {
              steps = talk.conversation.wrongAudio();
              expected = before.afterFault();
            }
          }
          case 5 -> {
            steps =
                talk.conversation.refused(
                    new CallRefusal(CallRefusal.Reason.OVERLOADED, "too many"));
            expected = before.afterFault();
          }
          case 6, 7 -> {
            ObjectNode message = good(talk, random);
            broken(message, random);
            steps = talk.say(message);
            Place after = Place.of(talk.conversation.state());
            Place asIfGood =
                before.after(
                    message.path("type").asText().isEmpty() ? "ping" : type(message),
                    probe(message),
                    reconnects(message));
            assertThat(after)
                .as("seed %d move %d: %s in %s", seed, move, message, before)
                .isIn(before.afterFault(), asIfGood);
            expected = after;
          }
          case 16 -> {
            steps = talk.conversation.pauseWanted(random.nextBoolean());
            assertThat(steps.isEmpty())
                .isEqualTo(before != Place.LISTENING && before != Place.PAUSED);
          }
          case 8 -> {
            steps = talk.conversation.said(noise(random));
            expected = before.afterFault();
          }
          default -> {
            ObjectNode message = good(talk, random);
            steps = talk.say(message);
            expected = before.after(type(message), probe(message), reconnects(message));
          }
        }

        talk.heard(steps);
        order.check(steps);
        if (talk.conversation.state() instanceof HookState.Leaving && before.isDone()) {
          continue;
        }
        assertThat(Place.of(talk.conversation.state()))
            .as("seed %d move %d from %s", seed, move, before)
            .isEqualTo(expected);
      }
    }
  }

  private static String type(JsonNode message) {
    String type = message.path("type").asText();
    return TYPES.contains(type) ? type : "ping";
  }

  private static boolean probe(JsonNode message) {
    return message.at("/parameters/conversationId").asText().equals(Talk.NOBODY)
        && message.at("/parameters/participant/id").asText().equals(Talk.NOBODY);
  }

  private static boolean reconnects(JsonNode message) {
    return message.at("/parameters/reason").asText().equals("reconnect");
  }

  private static ObjectNode good(Talk talk, RandomGenerator random) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    boolean first = talk.conversation.state() instanceof HookState.Fresh;
    ObjectNode message = talk.message(first && random.nextInt(3) > 0 ? "open" : type);
    ObjectNode parameters = (ObjectNode) message.path("parameters");
    switch (message.path("type").asText()) {
      case "open" -> {
        boolean probe = random.nextInt(4) == 0;
        Talk.fillOpen(
            parameters,
            probe ? Talk.NOBODY : Talk.CONVERSATION,
            probe ? Talk.NOBODY : "883efee8-3d6c-4537-b500-6d7ca4b92fa0");
      }
      case "resumed", "discarded" -> parameters.put("start", "PT1S").put("discarded", "PT0.25S");
      case "update" -> parameters.put("language", "en-US");
      case "error" -> parameters.put("code", 500).put("message", "oh");
      case "close" ->
          parameters.put(
              "reason", List.of("end", "error", "disconnect", "reconnect").get(random.nextInt(4)));
      default -> {}
    }
    return message;
  }

  /** Changes one member somewhere. */
  private static void broken(ObjectNode message, RandomGenerator random) {
    ObjectNode at = message;
    while (random.nextBoolean()) {
      List<ObjectNode> deeper = new ArrayList<>();
      for (JsonNode child : at) {
        if (child instanceof ObjectNode object) {
          deeper.add(object);
        } else if (child instanceof ArrayNode array && array.path(0) instanceof ObjectNode object) {
          deeper.add(object);
        }
      }
      if (deeper.isEmpty()) {
        break;
      }
      at = deeper.get(random.nextInt(deeper.size()));
    }
    List<String> names = new ArrayList<>();
    at.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      at.put("more", "x");
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> at.remove(name);
      case 1 -> at.putNull(name);
      case 2 -> at.put(name, random.nextLong());
      case 3 -> at.put(name, "");
      case 4 -> at.putArray(name).add(1).add("x");
      case 5 -> at.putObject(name);
      case 6 -> at.put(name, "x".repeat(random.nextInt(2_000)));
      default -> at.put(name, random.nextBoolean());
    }
  }

  private static String noise(RandomGenerator random) {
    return List.of(
            "",
            "{",
            "[]",
            "null",
            "1e99999",
            "\"open\"",
            "{}{}",
            "[[[[[[[[",
            "\u0000",
            "{\"version\":2}")
        .get(random.nextInt(10));
  }
}
