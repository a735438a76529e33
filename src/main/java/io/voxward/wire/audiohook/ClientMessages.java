package io.voxward.wire.audiohook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what the platform says, and refuses everything that is not of the protocol's form. */
final class ClientMessages {
  /** The largest message, in bytes. */
  static final int LARGEST = 64 * 1024;

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final Pattern DURATION = Pattern.compile("PT(?:[0-9]{0,9}\\.)?[0-9]{1,9}S");
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}");
  private static final Set<String> CLOSE_REASONS =
      Set.of("end", "error", "disconnect", "reconnect");
  private static final int MOST_MEDIA = 32;
  private static final int MOST_CHANNELS = 2;
  private static final int MOST_CONTINUED = 32;
  private static final int LOWEST_CODE = 400;
  private static final int HIGHEST_CODE = 9999;

  private final ObjectReader reader;

  ClientMessages(ObjectMapper json) {
    this.reader = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** The message of this text. */
  Envelope read(String text) throws BadMessage {
    if (text.length() > LARGEST || text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new BadMessage("a message has at most 64 KiB");
    }
    JsonNode message = tree(text);
    if (!message.isObject() || !message.path("version").asText().equals("2")) {
      throw new BadMessage("a message is a JSON object of version \"2\"");
    }
    if (!DURATION.matcher(text(message, "position")).matches()) {
      throw new BadMessage("position must be a duration like PT1.5S");
    }
    JsonNode parameters = message.path("parameters");
    if (!parameters.isObject()) {
      throw new BadMessage("parameters must be an object");
    }
    return new Envelope(
        uuid(message, "id"),
        number(message, "seq"),
        number(message, "serverseq"),
        message(text(message, "type"), parameters));
  }

  private JsonNode tree(String text) throws BadMessage {
    try {
      return reader.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new BadMessage("a message is JSON");
    }
  }

  private static ClientMessage message(String type, JsonNode parameters) throws BadMessage {
    return switch (type) {
      case "open" -> open(parameters);
      case "ping" -> new ClientMessage.Ping();
      case "paused" -> new ClientMessage.Paused();
      case "resumed" -> {
        duration(parameters, "start");
        yield new ClientMessage.Resumed(duration(parameters, "discarded"));
      }
      case "discarded" -> {
        duration(parameters, "start");
        yield new ClientMessage.Discarded(duration(parameters, "discarded"));
      }
      case "update" -> {
        if (!LANGUAGE.matcher(text(parameters, "language")).matches()) {
          throw new BadMessage("parameters.language must be a language code like en-US");
        }
        yield new ClientMessage.Update();
      }
      case "error" -> new ClientMessage.Complaint(code(parameters));
      case "close" -> {
        String reason = text(parameters, "reason");
        if (!CLOSE_REASONS.contains(reason)) {
          throw new BadMessage("parameters.reason must be end, error, disconnect or reconnect");
        }
        yield new ClientMessage.Close(reason);
      }
      default -> throw new BadMessage("the type is none that a client sends");
    };
  }

  private static ClientMessage.Open open(JsonNode parameters) throws BadMessage {
    String conversation = uuid(parameters, "conversationId");
    String participant = uuid(parameters.path("participant"), "id");
    JsonNode config = parameters.path("customConfig");
    if (!config.isMissingNode() && !config.isNull() && !config.isObject()) {
      throw new BadMessage("parameters.customConfig must be an object");
    }
    return new ClientMessage.Open(
        uuid(parameters, "organizationId"),
        conversation,
        conversation.equals(NOBODY) && participant.equals(NOBODY),
        media(parameters.path("media")),
        parameters.path("supportedLanguages").asBoolean(false),
        continued(parameters.path("continuedSessions")),
        config);
  }

  private static List<Media> media(JsonNode offered) throws BadMessage {
    if (!offered.isArray() || offered.size() > MOST_MEDIA) {
      throw new BadMessage("parameters.media must be a list of at most " + MOST_MEDIA);
    }
    List<Media> media = new ArrayList<>();
    for (JsonNode one : offered) {
      JsonNode channels = one.path("channels");
      if (!channels.isArray() || channels.isEmpty() || channels.size() > MOST_CHANNELS) {
        throw new BadMessage("parameters.media.channels must name one or two channels");
      }
      List<String> names = new ArrayList<>();
      for (JsonNode channel : channels) {
        if (!channel.isTextual() || names.contains(channel.textValue())) {
          throw new BadMessage("parameters.media.channels must be different texts");
        }
        names.add(channel.textValue());
      }
      JsonNode rate = one.path("rate");
      if (!rate.isInt()) {
        throw new BadMessage("parameters.media.rate must be a whole number");
      }
      media.add(new Media(text(one, "type"), text(one, "format"), names, rate.intValue()));
    }
    return media;
  }

  private static List<String> continued(JsonNode sessions) throws BadMessage {
    if (sessions.isMissingNode() || sessions.isNull()) {
      return List.of();
    }
    if (!sessions.isArray() || sessions.size() > MOST_CONTINUED) {
      throw new BadMessage(
          "parameters.continuedSessions must be a list of at most " + MOST_CONTINUED);
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode session : sessions) {
      ids.add(uuid(session, "id"));
    }
    return ids;
  }

  private static int code(JsonNode parameters) throws BadMessage {
    JsonNode code = parameters.path("code");
    if (!code.isInt() || code.intValue() < LOWEST_CODE || code.intValue() > HIGHEST_CODE) {
      throw new BadMessage("parameters.code must be " + LOWEST_CODE + " to " + HIGHEST_CODE);
    }
    return code.intValue();
  }

  private static String uuid(JsonNode object, String name) throws BadMessage {
    String value = text(object, name);
    if (!UUID.matcher(value).matches()) {
      throw new BadMessage(name + " must be a UUID");
    }
    return value.toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode object, String name) throws BadMessage {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw new BadMessage(name + " must be a text");
    }
    return value.textValue();
  }

  private static long number(JsonNode object, String name) throws BadMessage {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new BadMessage(name + " must be a whole number from 0");
    }
    return value.longValue();
  }

  private static double duration(JsonNode object, String name) throws BadMessage {
    String value = text(object, name);
    if (!DURATION.matcher(value).matches()) {
      throw new BadMessage("parameters." + name + " must be a duration like PT1.5S");
    }
    return Double.parseDouble(value.substring("PT".length(), value.length() - 1));
  }
}
