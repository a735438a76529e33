package io.voxward.wire.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.wire.twilio.TwilioMessage.Connected;
import io.voxward.wire.twilio.TwilioMessage.Digit;
import io.voxward.wire.twilio.TwilioMessage.Malformed;
import io.voxward.wire.twilio.TwilioMessage.Media;
import io.voxward.wire.twilio.TwilioMessage.Other;
import io.voxward.wire.twilio.TwilioMessage.Start;
import io.voxward.wire.twilio.TwilioMessage.Stop;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads Media Streams messages: Twilio's and SignalWire's members in camel case, Telnyx's and
 * Exotel's in snake case; numbers as numbers or as text. Unknown events and members are passed
 * over; a known one of a wrong form is named.
 */
final class TwilioMessages {
  private static final int MOST_PARAMETERS = 100;
  private static final int LONGEST_NUMBER = 18;
  private static final long NO_NUMBER = -1;
  private static final String INBOUND = "inbound";

  private final ObjectMapper json;

  TwilioMessages(ObjectMapper json) {
    this.json = json;
  }

  /** What the text says; never throws. */
  TwilioMessage read(String text) {
    try {
      JsonNode message = json.readTree(text);
      JsonNode event = message.path("event");
      if (!event.isTextual()) {
        return new Malformed("event", "must be a text in a JSON object");
      }
      return switch (event.textValue()) {
        case "connected" -> new Connected();
        case "start" -> start(message.path("start"));
        case "media" -> media(message.path("media"));
        case "dtmf" -> new Digit();
        case "stop" -> new Stop();
        default -> new Other();
      };
    } catch (JsonProcessingException e) {
      return new Malformed("message", "must be a JSON object");
    }
  }

  private static TwilioMessage start(JsonNode start) {
    if (!start.isObject()) {
      return new Malformed("start", "must be an object");
    }
    JsonNode format = first(start, "mediaFormat", "media_format");
    String encoding = text(format, "encoding");
    if (encoding == null) {
      return new Malformed("start.mediaFormat.encoding", "must be a text");
    }
    JsonNode channels = format.path("channels");
    long rate = number(first(format, "sampleRate", "sample_rate"));
    long count = channels.isMissingNode() ? 1 : number(channels);
    if (rate <= 0 || rate > Integer.MAX_VALUE) {
      return new Malformed("start.mediaFormat.sampleRate", "must be a positive number");
    }
    if (count != 1) {
      return new Malformed("start.mediaFormat.channels", "must be 1");
    }
    JsonNode custom = first(start, "customParameters", "custom_parameters");
    if (custom.size() > MOST_PARAMETERS) {
      return new Malformed("start.customParameters", "must be at most " + MOST_PARAMETERS);
    }
    return new Start(
        text(start, "accountSid", "account_sid", "user_id"),
        text(start, "callSid", "call_sid", "call_session_id", "call_control_id"),
        tracks(start.path("tracks")),
        encoding,
        (int) rate,
        (int) count,
        parameters(custom));
  }

  private static Set<String> tracks(JsonNode tracks) {
    Set<String> names = new HashSet<>();
    tracks.forEach(track -> names.add(track.asText()));
    return names;
  }

  private static Map<String, String> parameters(JsonNode custom) {
    Map<String, String> parameters = new TreeMap<>();
    custom
        .properties()
        .forEach(entry -> {
          if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
            parameters.put(entry.getKey(), entry.getValue().asText());
          }
        });
    return parameters;
  }

  private static TwilioMessage media(JsonNode media) {
    JsonNode payload = media.path("payload");
    if (!payload.isTextual()) {
      return new Malformed("media.payload", "must be base64");
    }
    JsonNode chunk = media.path("chunk");
    long number = chunk.isMissingNode() || chunk.isNull() ? NO_NUMBER : number(chunk);
    if (number < 0 && !chunk.isMissingNode() && !chunk.isNull()) {
      return new Malformed("media.chunk", "must be a number from 0 on");
    }
    String track = text(media, "track");
    try {
      return new Media(
          track == null || track.startsWith(INBOUND),
          number,
          Base64.getDecoder().decode(payload.textValue()));
    } catch (IllegalArgumentException e) {
      return new Malformed("media.payload", "must be base64");
    }
  }

  private static JsonNode first(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode member = object.path(name);
      if (!member.isMissingNode() && !member.isNull()) {
        return member;
      }
    }
    return object.path(names[0]);
  }

  private static @Nullable String text(JsonNode object, String... names) {
    JsonNode member = first(object, names);
    return member.isTextual() && !member.textValue().isEmpty() ? member.textValue() : null;
  }

  /** A whole number from 0 on, as a number or a text; -1 for anything else. */
  private static long number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Math.max(NO_NUMBER, node.longValue());
    }
    String text = node.isTextual() ? node.textValue() : "";
    boolean digits =
        !text.isEmpty()
            && text.length() <= LONGEST_NUMBER
            && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    return digits ? Long.parseLong(text) : NO_NUMBER;
  }
}
