package io.voxward.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.LinkedInstance;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A call of one of the platforms that stream plain sound at 8 kHz: their first message, then binary
 * messages, then a closed socket. Asterisk sends µ-law, the others 16-bit samples.
 */
public final class L16Call implements PlatformCall {
  private final L16Platform platform;
  private final String token;
  private final NewCall call;
  private final String callId = UUID.randomUUID().toString();

  /** A call to be begun. */
  public L16Call(L16Platform platform, LinkedInstance link, NewCall call) {
    this.platform = platform;
    this.token = Objects.requireNonNull(link.token(), "the platform has a token");
    this.call = call;
  }

  @Override
  public String path() {
    return switch (platform) {
      case JAMBONZ, VONAGE -> platform.path();
      case FREESWITCH, AUDIOSTREAM -> platform.path() + "?rate=8000";
      case ASTERISK -> platform.path() + query();
    };
  }

  /** Asterisk's dialplan says what it knows of a call in the address. */
  private String query() {
    String name = "?sessionName=" + encoded(call.sessionName());
    String speaker = call.speakerId();
    return speaker == null ? name : name + "&speakerId=" + encoded(speaker);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "Authorization",
        switch (platform) {
          case JAMBONZ, FREESWITCH, ASTERISK -> "Basic " + password();
          case AUDIOSTREAM, VONAGE -> "Bearer " + token;
        });
    if (!platform.subProtocol().isEmpty()) {
      headers.put("Sec-WebSocket-Protocol", platform.subProtocol());
    }
    return headers;
  }

  private String password() {
    return Base64.getEncoder()
        .encodeToString(("voxward:" + token).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> opening() {
    return List.of(
        switch (platform) {
          case JAMBONZ -> jambonz().toString();
          case FREESWITCH, AUDIOSTREAM ->
              PlatformJson.parameters(call).put("uuid", callId).toString();
          case VONAGE -> {
            ObjectNode connected = PlatformJson.object().put("event", "websocket:connected");
            connected.put("content-type", "audio/l16;rate=8000").put("uuid", callId);
            yield connected.setAll(PlatformJson.parameters(call)).toString();
          }
          case ASTERISK ->
              "MEDIA_START connection_id:"
                  + callId
                  + " channel:WebSocket/voxward/0x7f channel_id:"
                  + callId
                  + " format:ulaw optimal_frame_size:160 ptime:20";
        });
  }

  private ObjectNode jambonz() {
    ObjectNode first = PlatformJson.object().put("callSid", callId);
    first.put("direction", "inbound").put("from", "+15555550100").put("to", "+15555550199");
    first.put("sampleRate", 8000).put("mixType", "mono");
    first.set("metadata", PlatformJson.parameters(call));
    return first;
  }

  @Override
  public boolean waitsForWelcome() {
    return false;
  }

  @Override
  public Optional<String> meanwhile(long millis) {
    return Optional.empty();
  }

  @Override
  public Optional<String> farewell(long millis) {
    return Optional.empty();
  }

  @Override
  public PlatformAnswer hear(String text) throws IOException {
    JsonNode message = PlatformJson.tree(text);
    return PlatformJson.told(
        message.path("type").asText().equals("json") ? message.path("data") : message);
  }

  @Override
  public String toString() {
    return "L16Call[" + platform + ", " + callId + "]";
  }
}
