package io.voxward.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.client.Hmac;
import io.voxward.client.LinkedInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A call of Genesys AudioHook: the signed handshake, {@code open} and its offers, a ping after one
 * second and then every five, {@code close} and the wait for {@code closed}.
 */
public final class AudioHookCall implements PlatformCall {
  private static final String PATH = "/stream/audiohook";
  private static final int NONCE_BYTES = 18;
  private static final int EXPIRES_SECONDS = 30;
  private static final long FIRST_PING_MILLIS = 1000;
  private static final long PING_EVERY_MILLIS = 5000;
  private static final double MILLIS = 1000;

  private final LinkedInstance link;
  private final String authority;
  private final NewCall call;
  private final Instant signedAt;
  private final String session = UUID.randomUUID().toString();
  private long seq;
  private long serverSeq;
  private long nextPing = FIRST_PING_MILLIS;
  private long position;

  /**
   * A call to be begun now.
   *
   * @param authority host and port of the service, which the signature covers
   * @param signedAt now
   */
  public AudioHookCall(LinkedInstance link, String authority, NewCall call, Instant signedAt) {
    this.link = link;
    this.authority = authority;
    this.call = call;
    this.signedAt = signedAt;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Map<String, String> headers() {
    String key = Objects.requireNonNull(link.apiKey(), "Genesys has an API key");
    String secret = Objects.requireNonNull(link.clientSecret(), "Genesys has a secret");
    String correlation = UUID.randomUUID().toString();
    String parameters = signatureParameters(key);
    String signed =
        "\"@request-target\": "
            + PATH
            + "\n\"@authority\": "
            + authority
            + "\n\"audiohook-organization-id\": "
            + link.externalId()
            + "\n\"audiohook-session-id\": "
            + session
            + "\n\"audiohook-correlation-id\": "
            + correlation
            + "\n\"x-api-key\": "
            + key
            + "\n\"@signature-params\": "
            + parameters;
    byte[] signature =
        Hmac.sha256(Base64.getDecoder().decode(secret), signed.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Audiohook-Organization-Id", link.externalId());
    headers.put("Audiohook-Session-Id", session);
    headers.put("Audiohook-Correlation-Id", correlation);
    headers.put("X-API-KEY", key);
    headers.put("Signature-Input", "sig1=" + parameters);
    headers.put("Signature", "sig1=:" + Base64.getEncoder().encodeToString(signature) + ":");
    return headers;
  }

  private String signatureParameters(String key) {
    byte[] nonce = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    long created = signedAt.getEpochSecond();
    return "(\"@request-target\" \"@authority\" \"audiohook-organization-id\""
        + " \"audiohook-session-id\" \"audiohook-correlation-id\" \"x-api-key\");keyid=\""
        + key
        + "\";nonce=\""
        + Base64.getEncoder().encodeToString(Arrays.copyOf(nonce, NONCE_BYTES))
        + "\";alg=\"hmac-sha256\";created="
        + created
        + ";expires="
        + (created + EXPIRES_SECONDS);
  }

  @Override
  public List<String> opening() {
    ObjectNode open = PlatformJson.object();
    open.put("organizationId", link.externalId())
        .put("conversationId", UUID.randomUUID().toString())
        .putObject("participant")
        .put("id", UUID.randomUUID().toString())
        .put("ani", "tel:+15555550100")
        .put("aniName", "")
        .put("dnis", "tel:+15555550199");
    for (List<String> channels :
        List.of(List.of("external", "internal"), List.of("external"), List.of("internal"))) {
      ObjectNode media = open.withArray("media").addObject();
      media.put("type", "audio").put("format", "PCMU");
      channels.forEach(media.withArray("channels")::add);
      media.put("rate", 8000);
    }
    open.put("language", "en-US");
    open.set("customConfig", PlatformJson.parameters(call));
    return List.of(message("open", open));
  }

  @Override
  public boolean waitsForWelcome() {
    return true;
  }

  @Override
  public Optional<String> meanwhile(long millis) {
    position = millis;
    if (millis < nextPing) {
      return Optional.empty();
    }
    nextPing = millis + PING_EVERY_MILLIS;
    return Optional.of(message("ping", PlatformJson.object().put("rtt", "PT0.02S")));
  }

  @Override
  public Optional<String> farewell(long millis) {
    position = millis;
    return Optional.of(close("end"));
  }

  private String close(String reason) {
    return message("close", PlatformJson.object().put("reason", reason));
  }

  private String message(String type, ObjectNode parameters) {
    seq++;
    ObjectNode message = PlatformJson.object();
    message
        .put("version", "2")
        .put("id", session)
        .put("type", type)
        .put("seq", seq)
        .put("serverseq", serverSeq)
        .put("position", String.format(Locale.ROOT, "PT%.3fS", position / MILLIS));
    message.set("parameters", parameters);
    return message.toString();
  }

  @Override
  public PlatformAnswer hear(String text) throws IOException {
    JsonNode message = PlatformJson.tree(text);
    serverSeq = Math.max(serverSeq, message.path("seq").asLong());
    JsonNode parameters = message.path("parameters");
    return switch (message.path("type").asText()) {
      case "opened" -> new PlatformAnswer.Welcome();
      case "event" -> PlatformJson.told(parameters.at("/entities/0"));
      case "disconnect" -> {
        String info = parameters.path("info").asText();
        yield new PlatformAnswer.AskedToGo(info.replaceAll(":.*", ""), info, close("disconnect"));
      }
      case "reconnect" ->
          new PlatformAnswer.AskedToGo(
              "RECONNECT", parameters.path("info").asText(), close("reconnect"));
      case "closed" -> new PlatformAnswer.Gone();
      default -> new PlatformAnswer.Other();
    };
  }

  @Override
  public String toString() {
    return "AudioHookCall[" + session + "]";
  }
}
