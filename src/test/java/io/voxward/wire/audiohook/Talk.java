package io.voxward.wire.audiohook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.common.MovableClock;
import io.voxward.wire.stream.MessageLimit;
import java.util.List;

/** Messages as a platform makes them, and a conversation that hears them without a socket. */
final class Talk {
  static final String SESSION = "30b0e395-84d3-4570-ac13-9a62d8f514c0";
  static final String ORGANIZATION = "d7934305-0972-4844-938e-9060eef73d05";
  static final String CONVERSATION = "090eaa2f-72fa-480a-83e0-8667ff89c0ec";
  static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  final MovableClock clock = new MovableClock();
  final Conversation conversation =
      new Conversation(
          new ClientMessages(JSON),
          SESSION,
          ORGANIZATION,
          new PlainConfig(),
          new MessageLimit(1000, new PlainConfig().messagesPerSecond(), clock),
          clock);
  private long seq;
  private long serverSeq;

  /** The envelope of the next message. */
  ObjectNode message(String type) {
    seq++;
    ObjectNode message = JSON.createObjectNode();
    message
        .put("version", "2")
        .put("id", SESSION)
        .put("type", type)
        .put("seq", seq)
        .put("serverseq", serverSeq)
        .put("position", "PT1.25S");
    message.putObject("parameters");
    return message;
  }

  /** An {@code open} as Genesys Cloud sends it. */
  ObjectNode open() {
    ObjectNode message = message("open");
    ObjectNode parameters = (ObjectNode) message.path("parameters");
    fillOpen(parameters, CONVERSATION, "883efee8-3d6c-4537-b500-6d7ca4b92fa0");
    return message;
  }

  /** The parameters of an {@code open}. */
  static void fillOpen(ObjectNode parameters, String conversation, String participant) {
    parameters.put("organizationId", ORGANIZATION).put("conversationId", conversation);
    parameters
        .putObject("participant")
        .put("id", participant)
        .put("ani", "+1-555-555-1234")
        .put("aniName", "John Doe")
        .put("dnis", "+1-800-555-6789");
    for (String[] channels :
        List.of(
            new String[] {"external", "internal"},
            new String[] {"external"},
            new String[] {"internal"})) {
      ObjectNode media =
          parameters.withArray("media").addObject().put("type", "audio").put("format", "PCMU");
      for (String channel : channels) {
        media.withArray("channels").add(channel);
      }
      media.put("rate", 8000);
    }
    parameters.put("language", "en-US");
    parameters.putObject("customConfig").put("speakerId", "customer-7");
  }

  /** Says a message and follows our answers' numbers. */
  List<Step> say(ObjectNode message) {
    return heard(conversation.said(message.toString()));
  }

  /** Notes what was answered. */
  List<Step> heard(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Say(ServerMessage said)) {
        serverSeq = said.seq();
      }
    }
    return steps;
  }

  /** Goes on until the call is open. */
  void openCall() {
    say(open());
    heard(conversation.opened());
  }

  /** The types of what is said. */
  static List<String> types(List<Step> steps) {
    return steps.stream()
        .filter(step -> step instanceof Step.Say)
        .map(step -> ((Step.Say) step).message().type())
        .toList();
  }

  /** The one message said, as JSON. */
  static ObjectNode said(List<Step> steps) {
    ServerMessage message =
        steps.stream()
            .filter(step -> step instanceof Step.Say)
            .map(step -> ((Step.Say) step).message())
            .findFirst()
            .orElseThrow();
    return JSON.valueToTree(message);
  }
}
