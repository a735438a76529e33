package io.voxward.wire.l16;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import io.voxward.instance.InstanceKind;
import io.voxward.wire.dialect.CallParameters;
import io.voxward.wire.dialect.Dialect;
import io.voxward.wire.stream.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How each platform announces a call. What is said nearer to the call stands above the rest: the
 * members of {@code metadata}, then those of the first message itself, then the query of the
 * address. A channel of both voices mixed is refused, since nobody's voice could be known in it.
 */
enum Profile {
  /** jambonz {@code listen}: JSON with {@code sampleRate} and {@code mixType}. */
  JAMBONZ(Dialect.JAMBONZ, InstanceKind.JAMBONZ, false) {
    @Override
    Announcement read(First first) {
      JsonNode json = object(first, "callSid, sampleRate and mixType");
      return linear(first, json, text(json, "callSid", "call_sid"));
    }
  },

  /** FreeSWITCH mod_audio_fork: any metadata or none, the rate in it or in the query. */
  FREESWITCH(Dialect.FREESWITCH, InstanceKind.FREESWITCH, true) {
    @Override
    Announcement read(First first) {
      return linear(first, first.json(), freeswitchId(first));
    }
  },

  /** FreeSWITCH mod_audio_stream: as mod_audio_fork. */
  AUDIOSTREAM(Dialect.AUDIOSTREAM, InstanceKind.FREESWITCH, true) {
    @Override
    Announcement read(First first) {
      return linear(first, first.json(), freeswitchId(first));
    }
  },

  /** Vonage: {@code websocket:connected} with a content type and the headers of the NCCO. */
  VONAGE(Dialect.VONAGE, InstanceKind.VONAGE, false) {
    @Override
    Announcement read(First first) {
      JsonNode json = object(first, "event and content-type");
      if (!"websocket:connected".equals(json.path("event").asText())) {
        throw FailureException.invalid("event", "must be websocket:connected in the first message");
      }
      String type = json.path("content-type").asText();
      Matcher linear = CONTENT_TYPE.matcher(type);
      if (!linear.matches()) {
        throw FailureException.invalid("content-type", "must be audio/l16;rate=8000 or =16000");
      }
      return new Announcement(
          Encoding.L16_LITTLE_ENDIAN,
          rate(linear.group(1)),
          1,
          0,
          parameters(first, json),
          vonageId(json));
    }
  },

  /** Asterisk chan_websocket: {@code MEDIA_START} as plain text or as JSON. */
  ASTERISK(Dialect.ASTERISK, InstanceKind.ASTERISK, false) {
    @Override
    Announcement read(First first) {
      Map<String, String> said = new HashMap<>();
      JsonNode json = first.json();
      if (json.isObject()) {
        json.properties().forEach(entry -> said.put(entry.getKey(), entry.getValue().asText()));
      } else {
        said.putAll(words(first.text()));
      }
      if (!MEDIA_START.equals(said.get("event"))) {
        throw FailureException.invalid("event", "must be MEDIA_START in the first message");
      }
      AsteriskFormat format = AsteriskFormat.named(said.getOrDefault("format", ""));
      return new Announcement(
          format.encoding(),
          format.hertz(),
          1,
          0,
          parameters(first, json.path("channel_variables")),
          said.getOrDefault("channel_id", said.get("channel")));
    }
  };

  private static final String MEDIA_START = "MEDIA_START";
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("audio/l16; ?rate=([0-9]{1,6})", Pattern.CASE_INSENSITIVE);
  private static final Pattern RATE = Pattern.compile("([0-9]{1,6})(k?)");
  private static final List<String> RATES = List.of("sampleRate", "sample_rate", "rate");
  private static final List<String> MIXES = List.of("mixType", "mix_type", "mix-type");
  private static final String CONVERSATION = "CON-";
  private static final int THOUSAND = 1000;

  private final Dialect dialect;
  private final InstanceKind kind;
  private final boolean mayBeSilent;

  Profile(Dialect dialect, InstanceKind kind, boolean mayBeSilent) {
    this.dialect = dialect;
    this.kind = kind;
    this.mayBeSilent = mayBeSilent;
  }

  /**
   * The first message of a socket, and the query of its address.
   *
   * @param json the message as JSON; missing where it is none
   */
  record First(String text, JsonNode json, @Nullable String query) {
    /** Nothing was said before the sound came. */
    static First silent(@Nullable String query) {
      return new First("", MissingNode.getInstance(), query);
    }

    private @Nullable String parameter(String name) {
      return Query.parameter(query, name).orElse(null);
    }

    @Override
    public String toString() {
      return "First[hidden]";
    }
  }

  /** What the first message announces. */
  abstract Announcement read(First first);

  /** The dialect in metrics. */
  Dialect dialect() {
    return dialect;
  }

  /** The kind of installation that may speak it. */
  InstanceKind kind() {
    return kind;
  }

  /** Whether sound may come without a first message. */
  boolean mayBeSilent() {
    return mayBeSilent;
  }

  private static JsonNode object(First first, String members) {
    if (!first.json().isObject()) {
      throw FailureException.invalid(
          "message", "must be a JSON object with " + members + " before any sound");
    }
    return first.json();
  }

  private static Announcement linear(First first, JsonNode json, @Nullable String callId) {
    String mix = said(first, json, MIXES);
    int channels =
        switch (mix == null ? "mono" : mix) {
          case "mono" -> 1;
          case "stereo" -> 2;
          case "mixed" ->
              throw FailureException.invalid(
                  "mixType", "must be mono or stereo: mixed has both voices in one channel");
          default -> throw FailureException.invalid("mixType", "must be mono or stereo");
        };
    String caller = first.parameter("callerChannel");
    if (caller != null && !caller.equals("0") && !caller.equals("1")) {
      throw FailureException.invalid("callerChannel", "must be 0 or 1");
    }
    return new Announcement(
        Encoding.L16_LITTLE_ENDIAN,
        rate(said(first, json, RATES)),
        channels,
        caller == null ? 0 : Integer.parseInt(caller),
        parameters(first, json),
        callId);
  }

  private static int rate(@Nullable String word) {
    Matcher number = RATE.matcher(word == null ? "" : word);
    if (!number.matches()) {
      throw FailureException.invalid(
          "sampleRate", "is needed, as 8000 for example: in the first message or as ?rate=");
    }
    int rate = Integer.parseInt(number.group(1));
    return number.group(2).isEmpty() ? rate : rate * THOUSAND;
  }

  private static @Nullable String said(First first, JsonNode json, List<String> names) {
    for (JsonNode place : List.of(json.path("metadata"), json)) {
      String word = text(place, names.toArray(String[]::new));
      if (word != null) {
        return word;
      }
    }
    return names.stream()
        .map(name -> Optional.ofNullable(first.parameter(name)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> parameters(First first, JsonNode json) {
    Map<String, String> parameters = new HashMap<>();
    for (String name : CallParameters.NAMES) {
      String word = said(first, json, List.of(name));
      if (word != null) {
        parameters.put(name, word);
      }
    }
    return parameters;
  }

  private static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode member = object.path(name);
      if (member.isValueNode() && !member.isNull() && !member.asText().isEmpty()) {
        return member.asText();
      }
    }
    return null;
  }

  private static @Nullable String freeswitchId(First first) {
    return said(
        first, first.json(), List.of("uuid", "callSid", "callId", "call_id", "callid", "call-id"));
  }

  private static @Nullable String vonageId(JsonNode json) {
    String id = text(json, "uuid", "call_uuid", "conversation_uuid");
    return id != null && id.startsWith(CONVERSATION) ? id.substring(CONVERSATION.length()) : id;
  }

  /** {@code MEDIA_START name:value name:value …}; a value may itself have colons. */
  private static Map<String, String> words(String text) {
    Map<String, String> words = new HashMap<>();
    String[] parts = text.strip().split(" +", -1);
    words.put("event", parts[0]);
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      if (colon > 0) {
        words.put(parts[i].substring(0, colon), parts[i].substring(colon + 1));
      }
    }
    return words;
  }
}
