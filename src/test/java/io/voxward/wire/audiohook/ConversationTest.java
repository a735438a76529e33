package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.session.StreamEnd;
import io.voxward.wire.audiohook.Conversation.Fate;
import io.voxward.wire.dialect.CallRefusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private final Talk talk = new Talk();

  private static String info(List<Step> steps) {
    return Talk.said(steps).at("/parameters/info").asText();
  }

  @Test
  void of_the_media_offered_the_caller_alone_in_mu_law_is_chosen() {
    List<Step> steps = talk.say(talk.open());
    List<Step> welcome = talk.heard(talk.conversation.opened());

    assertThat(steps)
        .singleElement()
        .isInstanceOfSatisfying(
            Step.OpenCall.class,
            open -> {
              assertThat(open.media().channels()).containsExactly("external");
              assertThat(open.parameters().sessionName()).hasToString(Talk.CONVERSATION);
            });
    assertThat(Talk.said(welcome))
        .hasToString(
            "{\"version\":\"2\",\"id\":\""
                + Talk.SESSION
                + "\",\"type\":\"opened\",\"seq\":1,\"clientseq\":1,\"parameters\":{\"media\":"
                + "[{\"type\":\"audio\",\"format\":\"PCMU\",\"channels\":[\"external\"],"
                + "\"rate\":8000}]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "'external,internal;internal', 2, 0, PCMU",
    "'internal,external', 2, 1, PCMU",
    "'internal,external', 2, 1, L16",
    "'external', 1, 0, L16"
  })
  void the_callers_channel_is_found_in_other_offers(
      String offers, int channels, int caller, String format) {
    ObjectNode open = talk.open();
    ObjectNode parameters = (ObjectNode) open.path("parameters");
    parameters.remove("media");
    for (String offer : offers.split(";", -1)) {
      ObjectNode media = parameters.withArray("media").addObject();
      media.put("type", "audio").put("format", format).put("rate", 8000);
      for (String channel : offer.split(",", -1)) {
        media.withArray("channels").add(channel);
      }
    }

    List<Step> steps = talk.say(open);

    assertThat(steps)
        .singleElement()
        .isInstanceOfSatisfying(
            Step.OpenCall.class,
            call -> {
              assertThat(call.media().callFormat().channels()).isEqualTo(channels);
              assertThat(call.media().callFormat().callerChannel()).isEqualTo(caller);
            });
  }

  @Test
  void without_the_callers_channel_nothing_is_opened() {
    ObjectNode open = talk.open();
    ObjectNode parameters = (ObjectNode) open.path("parameters");
    parameters.putArray("media");

    List<Step> steps = talk.say(open);

    assertThat(info(steps)).startsWith("BAD_PARAMETER: media");
    assertThat(talk.conversation.state()).isInstanceOf(HookState.Leaving.class);
  }

  @Test
  void another_organization_than_that_of_the_handshake_is_unauthorized() {
    ObjectNode open = talk.open();
    ((ObjectNode) open.path("parameters"))
        .put("organizationId", "d7934305-0972-4844-938e-9060eef73d06");

    ObjectNode said = Talk.said(talk.say(open));

    assertThat(said.at("/type").asText()).isEqualTo("disconnect");
    assertThat(said.at("/parameters/reason").asText()).isEqualTo("unauthorized");
  }

  @Test
  void a_probe_is_opened_without_a_call_and_its_empty_frame_does_no_harm() {
    ObjectNode probe = talk.message("open");
    Talk.fillOpen((ObjectNode) probe.path("parameters"), Talk.NOBODY, Talk.NOBODY);

    List<Step> opened = talk.say(probe);
    Fate frame = talk.conversation.audio(0);
    ObjectNode close = talk.message("close");
    ((ObjectNode) close.path("parameters")).put("reason", "end");
    List<Step> closed = talk.say(close);

    assertThat(Talk.types(opened)).containsExactly("opened");
    assertThat(opened).noneMatch(step -> step instanceof Step.OpenCall);
    assertThat(frame).isEqualTo(Fate.PASSED_OVER);
    assertThat(Talk.types(closed)).containsExactly("closed");
  }

  @Test
  void a_probe_with_a_parameter_that_breaks_its_rule_tells_whoever_set_it_up() {
    ObjectNode probe = talk.message("open");
    ObjectNode parameters = (ObjectNode) probe.path("parameters");
    Talk.fillOpen(parameters, Talk.NOBODY, Talk.NOBODY);
    ((ObjectNode) parameters.path("customConfig")).put("acceptanceThreshold", 101);

    List<Step> steps = talk.say(probe);

    assertThat(info(steps)).startsWith("BAD_PARAMETER: acceptanceThreshold: must be");
  }

  @Test
  void a_ping_is_answered_with_its_number() {
    talk.openCall();

    ObjectNode pong = Talk.said(talk.say(talk.message("ping")));

    assertThat(pong.path("type").asText()).isEqualTo("pong");
    assertThat(pong.path("clientseq").asLong()).isEqualTo(2);
    assertThat(pong.path("seq").asLong()).isEqualTo(2);
    assertThat(pong.path("parameters")).isEmpty();
  }

  @Test
  void a_secure_pause_pauses_the_call_until_it_is_resumed() {
    talk.openCall();

    List<Step> paused = talk.say(talk.message("paused"));
    List<Step> again = talk.say(talk.message("paused"));
    ObjectNode resumed = talk.message("resumed");
    ((ObjectNode) resumed.path("parameters")).put("start", "PT5S").put("discarded", "PT4.5S");
    List<Step> goesOn = talk.say(resumed);

    assertThat(paused).containsExactly(new Step.PauseCall());
    assertThat(again).isEmpty();
    assertThat(goesOn).containsExactly(new Step.ResumeCall(), new Step.CountDiscarded(4.5));
    assertThat(talk.conversation.state()).isEqualTo(new HookState.Listening());
  }

  @Test
  void a_pause_that_we_want_is_asked_for_only_while_a_call_is_open() {
    assertThat(talk.conversation.pauseWanted(true)).isEmpty();
    talk.openCall();

    assertThat(Talk.types(talk.conversation.pauseWanted(true))).containsExactly("pause");
    assertThat(Talk.types(talk.conversation.pauseWanted(false))).containsExactly("resume");
    talk.conversation.stopped(StreamEnd.DECIDED);
    assertThat(talk.conversation.pauseWanted(true)).isEmpty();
  }

  @Test
  void an_update_is_answered_and_losses_and_complaints_are_counted() {
    talk.openCall();
    ObjectNode update = talk.message("update");
    ((ObjectNode) update.path("parameters")).put("language", "es-ES");
    List<Step> updated = talk.say(update);
    ObjectNode discarded = talk.message("discarded");
    ((ObjectNode) discarded.path("parameters")).put("start", "PT5S").put("discarded", "PT.5S");
    List<Step> lost = talk.say(discarded);
    ObjectNode error = talk.message("error");
    ((ObjectNode) error.path("parameters")).put("code", 429).put("message", "too much");

    List<Step> complaint = talk.say(error);

    assertThat(Talk.types(updated)).containsExactly("updated");
    assertThat(lost).containsExactly(new Step.CountDiscarded(0.5));
    assertThat(complaint).containsExactly(new Step.CountComplaint(429));
  }

  @Test
  void a_close_is_answered_when_everything_is_heard() {
    talk.openCall();
    ObjectNode close = talk.message("close");
    ((ObjectNode) close.path("parameters")).put("reason", "end");

    List<Step> closing = talk.say(close);
    List<Step> closed = talk.heard(talk.conversation.heardAll());

    assertThat(closing).containsExactly(new Step.EndCall(StreamEnd.DONE));
    assertThat(Talk.types(closed)).containsExactly("closed");
  }

  @Test
  void a_close_is_answered_in_time_whatever_is_still_to_be_heard() {
    talk.openCall();
    ObjectNode close = talk.message("close");
    ((ObjectNode) close.path("parameters")).put("reason", "end");
    talk.say(close);

    talk.clock.advance(Duration.ofSeconds(5));
    List<Step> closed = talk.heard(talk.conversation.tick());
    talk.clock.advance(Duration.ofSeconds(5));
    List<Step> hungUp = talk.conversation.tick();

    assertThat(Talk.types(closed)).containsExactly("closed");
    assertThat(hungUp).singleElement().isInstanceOf(Step.HangUp.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DECIDED, disconnect, completed",
    "SESSION_ENDED, disconnect, completed",
    "IDLE, disconnect, error",
    "TOO_FAST, disconnect, error",
    "TOO_MANY_MESSAGES, disconnect, error",
    "INTERNAL, disconnect, error",
    "DRAINING, reconnect, ''"
  })
  void what_ends_on_our_side_asks_the_platform_to_go(StreamEnd why, String type, String reason) {
    talk.openCall();

    ObjectNode said = Talk.said(talk.heard(talk.conversation.stopped(why)));

    assertThat(said.path("type").asText()).isEqualTo(type);
    assertThat(said.at("/parameters/reason").asText()).isEqualTo(reason);
  }

  @Test
  void who_does_not_go_when_asked_is_hung_up_on() {
    talk.openCall();
    talk.conversation.stopped(StreamEnd.DECIDED);

    talk.clock.advance(Duration.ofSeconds(5));

    assertThat(talk.conversation.tick())
        .containsExactly(new Step.HangUp(1000, "the other side did not close"));
  }

  @Test
  void who_says_nothing_is_asked_to_go() {
    talk.clock.advance(Duration.ofSeconds(10));

    List<Step> steps = talk.conversation.tick();

    assertThat(info(steps)).startsWith("BAD_MESSAGE: open must come within");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_LINKED, unauthorized",
    "DOMAIN_NOT_ACTIVE, unauthorized",
    "ANOTHER_ACTIVE_STREAM, error",
    "OVERLOADED, error"
  })
  void a_call_that_is_not_let_in_is_told_why(CallRefusal.Reason reason, String word) {
    talk.say(talk.open());

    ObjectNode said = Talk.said(talk.conversation.refused(new CallRefusal(reason, "for a reason")));

    assertThat(said.at("/parameters/reason").asText()).isEqualTo(word);
    assertThat(said.at("/parameters/info").asText()).isEqualTo(reason + ": for a reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seq", "serverseq", "id", "version", "position", "parameters", "type"})
  void a_message_with_a_wrong_member_ends_the_call_and_names_the_rule(String member) {
    talk.openCall();
    ObjectNode ping = talk.message("ping");
    ping.put(member, "99");

    List<Step> steps = talk.say(ping);

    assertThat(info(steps)).startsWith("BAD_MESSAGE: ");
    assertThat(steps).last().isEqualTo(new Step.EndCall(StreamEnd.BAD_MESSAGE));
  }

  @Test
  void a_number_is_left_out_by_nobody() {
    talk.openCall();
    talk.message("ping");

    List<Step> steps = talk.say(talk.message("ping"));

    assertThat(info(steps)).isEqualTo("BAD_MESSAGE: seq must go up by one from 1");
  }

  @Test
  void who_broke_the_protocol_may_still_close() {
    talk.openCall();
    talk.conversation.said("{}");
    talk.message("ping");
    ObjectNode close = talk.message("close");
    ((ObjectNode) close.path("parameters")).put("reason", "disconnect");

    assertThat(Talk.types(talk.say(close))).containsExactly("closed");
  }

  @Test
  void audio_before_opened_and_audio_over_64_KiB_is_wrong() {
    assertThat(talk.conversation.audio(1600)).isEqualTo(Fate.WRONG);
    talk.openCall();
    assertThat(talk.conversation.audio(1600)).isEqualTo(Fate.HEARD);
    assertThat(talk.conversation.audio(65_537)).isEqualTo(Fate.WRONG);
    assertThat(info(talk.conversation.wrongAudio())).contains("64 KiB");
    assertThat(talk.conversation.audio(1600)).isEqualTo(Fate.PASSED_OVER);
  }

  @Test
  void a_text_over_64_KiB_is_wrong() {
    talk.openCall();

    List<Step> steps = talk.conversation.said(" ".repeat(65_537));

    assertThat(info(steps)).isEqualTo("BAD_MESSAGE: a message has at most 64 KiB");
  }

  @Test
  void more_messages_than_anybody_needs_end_the_call() {
    talk.openCall();
    for (int i = 0; i < 199; i++) {
      assertThat(Talk.types(talk.say(talk.message("ping")))).containsExactly("pong");
    }

    List<Step> steps = talk.say(talk.message("ping"));

    assertThat(info(steps))
        .isEqualTo("TOO_MANY_MESSAGES: more messages than a connection may send");
    assertThat(steps).contains(new Step.EndCall(StreamEnd.TOO_MANY_MESSAGES));
  }

  @Test
  void more_frames_without_sound_than_anybody_needs_end_the_call() {
    talk.openCall();
    for (int i = 0; i < 199; i++) {
      assertThat(talk.conversation.audio(0)).isEqualTo(Conversation.Fate.HEARD);
    }

    assertThat(talk.conversation.audio(0)).isEqualTo(Conversation.Fate.TOO_MANY);
    assertThat(talk.conversation.tooMany()).contains(new Step.EndCall(StreamEnd.TOO_MANY_MESSAGES));
  }

  @Test
  void sound_is_not_bounded_like_messages_without_it() {
    talk.openCall();

    for (int i = 0; i < 900; i++) {
      assertThat(talk.conversation.audio(80)).isEqualTo(Conversation.Fate.HEARD);
    }
  }

  @Test
  void the_parameters_of_a_call_are_not_shown() {
    List<Step> steps = talk.say(talk.open());

    assertThat(steps.toString()).doesNotContain("customer-7", "555", "John");
  }
}
