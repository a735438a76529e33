package io.voxward.wire.audiohook;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.LiveDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Genesys Cloud's side of AudioHook for tests: signs its handshakes, counts its messages, sends
 * frames as the reference client does. It shares no code with the product's side.
 */
final class HookLine implements WebSocket.Listener {
  static final String PATH = "/stream/audiohook";
  static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 30;
  private static final int FRAME_BYTES = 1600;
  private static final int BYTES_PER_SECOND = 8000;

  private final Account key;
  private final String session;
  private final List<JsonNode> messages = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Integer> closing = new CompletableFuture<>();
  private @Nullable WebSocket socket;
  private long seq;
  private volatile long serverSeq;
  private long sent;

  /** What an organization was given when it was linked. */
  record Account(String organization, String apiKey, String secret) {}

  /** An answer to a handshake that was refused. */
  record Refused(int status, String why, long afterMillis) {}

  private HookLine(Account key, String session) {
    this.key = key;
    this.session = session;
  }

  /** The headers of a handshake, signed now. */
  static Map<String, String> headers(URI address, Account key, String session) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Audiohook-Organization-Id", key.organization());
    headers.put("Audiohook-Session-Id", session);
    headers.put("Audiohook-Correlation-Id", UUID.randomUUID().toString());
    headers.put("X-API-KEY", key.apiKey());
    return signed(address, headers, key, Clock.systemUTC().instant());
  }

  /** Adds the signature of these headers at that time. */
  static Map<String, String> signed(
      URI address, Map<String, String> headers, Account key, Instant created) {
    String nonce =
        Base64.getEncoder()
            .encodeToString(
                UUID.randomUUID().toString().substring(0, 18).getBytes(StandardCharsets.UTF_8));
    long at = created.getEpochSecond();
    String parameters =
        "(\"@request-target\" \"@authority\" \"audiohook-organization-id\" \"audiohook-session-id\""
            + " \"audiohook-correlation-id\" \"x-api-key\");keyid=\""
            + key.apiKey()
            + "\";nonce=\""
            + nonce
            + "\";alg=\"hmac-sha256\";created="
            + at
            + ";expires="
            + (at + 30);
    String base =
        "\"@request-target\": "
            + address.getPath()
            + (address.getQuery() == null ? "" : "?" + address.getQuery())
            + "\n\"@authority\": "
            + address.getAuthority()
            + "\n\"audiohook-organization-id\": "
            + headers.get("Audiohook-Organization-Id")
            + "\n\"audiohook-session-id\": "
            + headers.get("Audiohook-Session-Id")
            + "\n\"audiohook-correlation-id\": "
            + headers.get("Audiohook-Correlation-Id")
            + "\n\"x-api-key\": "
            + headers.get("X-API-KEY")
            + "\n\"@signature-params\": "
            + parameters;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.secret()), "HmacSHA256"));
      byte[] signature = mac.doFinal(base.getBytes(StandardCharsets.UTF_8));
      headers.put("Signature-Input", "sig1=" + parameters);
      headers.put("Signature", "sig1=:" + Base64.getEncoder().encodeToString(signature) + ":");
      return headers;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connects. */
  static HookLine connect(URI address, Account key) {
    String session = UUID.randomUUID().toString();
    HookLine line = new HookLine(key, session);
    line.socket = build(address, headers(address, key, session), line).join();
    return line;
  }

  /** Connects with a handshake made before. */
  static HookLine connect(URI address, Map<String, String> headers) {
    HookLine line =
        new HookLine(new Account("", "", ""), headers.getOrDefault("Audiohook-Session-Id", ""));
    line.socket = build(address, headers, line).join();
    return line;
  }

  private static CompletableFuture<WebSocket> build(
      URI address, Map<String, String> headers, WebSocket.Listener listener) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    return builder.buildAsync(address, listener);
  }

  /** Tries a handshake that is to be refused. */
  static Refused refused(URI address, Map<String, String> headers) {
    long begun = System.nanoTime();
    try {
      build(address, headers, new WebSocket.Listener() {}).join().abort();
      throw new AssertionError("the handshake was let in");
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        return new Refused(
            refusal.getResponse().statusCode(),
            refusal.getResponse().headers().firstValue("WWW-Authenticate").orElse(""),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      }
      throw e;
    }
  }

  /** The id of this connection. */
  String session() {
    return session;
  }

  private WebSocket socket() {
    return requireNonNull(socket);
  }

  /** The parameters of an {@code open} as Genesys Cloud sends them. */
  ObjectNode openParameters(String conversation) {
    return openParameters(key, conversation);
  }

  /** The parameters of an {@code open} of that organization. */
  static ObjectNode openParameters(Account key, String conversation) {
    ObjectNode parameters = JSON.createObjectNode();
    boolean probe = conversation.equals(NOBODY);
    parameters
        .put("organizationId", key.organization())
        .put("conversationId", conversation)
        .putObject("participant")
        .put("id", probe ? NOBODY : UUID.randomUUID().toString())
        .put("ani", probe ? "" : "tel:+15555551234")
        .put("aniName", probe ? "" : "MARKED CALLER")
        .put("dnis", probe ? "" : "tel:+18005556789");
    for (List<String> channels :
        List.of(List.of("external", "internal"), List.of("external"), List.of("internal"))) {
      ObjectNode media = parameters.withArray("media").addObject();
      media.put("type", "audio").put("format", "PCMU");
      channels.forEach(media.withArray("channels")::add);
      media.put("rate", 8000);
    }
    parameters.put("language", "en-US");
    return parameters;
  }

  /** Says a message of that type. */
  void say(String type, JsonNode parameters) {
    seq++;
    sayRaw(message(session, type, seq, serverSeq, sent, parameters));
  }

  /** A message as it is written. */
  static String message(
      String session, String type, long seq, long serverSeq, long sent, JsonNode parameters) {
    ObjectNode message = JSON.createObjectNode();
    message
        .put("version", "2")
        .put("id", session)
        .put("type", type)
        .put("seq", seq)
        .put("serverseq", serverSeq)
        .put("position", "PT" + sent / (double) BYTES_PER_SECOND + "S");
    message.set("parameters", parameters);
    return message.toString();
  }

  /** Says a message of that type without parameters. */
  void say(String type) {
    say(type, JSON.createObjectNode());
  }

  /** Says a message with one text parameter. */
  void say(String type, String name, String value) {
    say(type, JSON.createObjectNode().put(name, value));
  }

  /** Says any text. */
  void sayRaw(String message) {
    socket().sendText(message, true).exceptionally(closed -> socket()).join();
  }

  /** Opens a call and waits for {@code opened}. */
  JsonNode open(ObjectNode parameters) {
    say("open", parameters);
    return await("opened", message -> true);
  }

  /** Sends one binary message. */
  void send(ByteBuffer audio) {
    sent += audio.remaining();
    socket().sendBinary(audio, true).exceptionally(closed -> socket()).join();
  }

  /** Does something so often, or until it is asked to go. */
  void flood(int most, Runnable message) {
    for (int i = 0; i < most && heard().stream().noneMatch(HookLine::asksToGo); i++) {
      message.run();
    }
  }

  private static boolean asksToGo(JsonNode message) {
    return message.path("type").asText().equals("disconnect");
  }

  /** Sends one ping of the socket itself. */
  void ping() {
    socket().sendPing(ByteBuffer.allocate(4)).exceptionally(closed -> socket()).join();
  }

  /** Sends audio in frames of 200 ms, so many times faster than real time. */
  void play(byte[] audio, double pace) {
    long begun = System.nanoTime();
    for (int at = 0; at < audio.length && !closing.isDone(); at += FRAME_BYTES) {
      send(ByteBuffer.wrap(audio, at, Math.min(FRAME_BYTES, audio.length - at)));
      long due = begun + (long) ((at + FRAME_BYTES) / (BYTES_PER_SECOND * pace) * 1e9);
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
  }

  /** Ends the call as Genesys Cloud does, and closes the socket. */
  void end(String reason) {
    say("close", "reason", reason);
    await("closed", message -> true);
    hangUp();
  }

  /** Closes the socket. */
  void hangUp() {
    socket().sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closed -> socket()).join();
  }

  /** Waits for the close frame and says its code. */
  int awaitClosing() {
    return closing.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits for the first message of a type that fits. */
  JsonNode await(String type, Predicate<JsonNode> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (messages) {
      while (true) {
        for (JsonNode message : messages) {
          if (message.path("type").asText().equals(type) && fits.test(message)) {
            return message;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("no such " + type + " among " + messages);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(messages, left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Everything that was said so far. */
  List<JsonNode> heard() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /** Samples as µ-law, each by the code whose value is nearest. */
  static byte[] muLaw(float[] samples) {
    byte[] codes = new byte[256];
    for (int code = 0; code < codes.length; code++) {
      codes[code] = (byte) code;
    }
    float[] values = new LiveDecoder(Encoding.PCMU, 1, 0).accept(ByteBuffer.wrap(codes));
    byte[] coded = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      int best = 0;
      for (int code = 1; code < values.length; code++) {
        if (Math.abs(values[code] - samples[i]) < Math.abs(values[best] - samples[i])) {
          best = code;
        }
      }
      coded[i] = (byte) best;
    }
    return coded;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      try {
        JsonNode message = JSON.readTree(text.toString());
        synchronized (messages) {
          serverSeq = message.path("seq").asLong();
          messages.add(message);
          messages.notifyAll();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closing.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closing.complete(1006);
  }
}
