package io.voxward.wire.stream;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A contact center's side of the service for tests: plain HTTP and plain WebSockets. */
public final class Line {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 30;
  private static final int STEP_BYTES = 3200;

  private final URI address;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Speaks to the service at {@code address} with a bearer token. */
  public Line(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  /** An answer of REST. */
  public record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {
    /** A member of the body by its JSON pointer, as text; empty if absent. */
    public String text(String pointer) {
      return body.at(pointer).asText();
    }
  }

  /** Where the service under test listens. */
  public static URI testAddress() {
    return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Sends JSON, or nothing. */
  public Answer call(String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.toString()));
    }
    return exchange(request.build());
  }

  /** Sends audio. */
  public Answer upload(String path, String type, byte[] audio) {
    return exchange(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(audio)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve("/api/v1" + path))
        .header("Authorization", "Bearer " + token);
  }

  /** Sends a request made elsewhere. */
  public Answer exchange(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      JsonNode body =
          response.body().length == 0 ? JSON.nullNode() : JSON.readTree(response.body());
      return new Answer(response.statusCode(), body, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An id as a part of a path. */
  public static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  /** Opens a stream. */
  public Stream stream(String url, String streamToken) {
    Stream stream = new Stream();
    stream.open(
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + streamToken)
            .buildAsync(URI.create(url), stream)
            .join());
    return stream;
  }

  /** Opens a stream with nothing but its address. */
  public Stream stream(String url) {
    Stream stream = new Stream();
    stream.open(http.newWebSocketBuilder().buildAsync(URI.create(url), stream).join());
    return stream;
  }

  /** One open socket and everything it said. */
  public static final class Stream implements WebSocket.Listener {
    private final List<JsonNode> messages = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Closing> closing = new CompletableFuture<>();
    private final CompletableFuture<Void> ponged = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    /** How the socket was closed. */
    public record Closing(int code, String reason) {}

    private void open(WebSocket opened) {
      socket = opened;
    }

    /** The socket itself. */
    public WebSocket socket() {
      return requireNonNull(socket);
    }

    /** Sends audio so many times faster than real time; stops when the socket is closed. */
    public void play(byte[] audio, int bytesPerSecond, double pace) {
      long begun = System.nanoTime();
      for (int sent = 0; sent < audio.length && !closing.isDone(); sent += STEP_BYTES) {
        send(ByteBuffer.wrap(audio, sent, Math.min(STEP_BYTES, audio.length - sent)));
        long due = begun + (long) ((sent + STEP_BYTES) / (bytesPerSecond * pace) * 1e9);
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      }
    }

    /** Sends one message; a closed socket takes nothing. */
    public void send(ByteBuffer audio) {
      socket().sendBinary(audio, true).exceptionally(closed -> socket()).join();
    }

    /** Sends one text message. */
    public void say(String message) {
      socket().sendText(message, true).exceptionally(closed -> socket()).join();
    }

    /** Says something so often, or until the socket is closed. */
    public void flood(int most, Runnable message) {
      for (int i = 0; i < most && !closing.isDone(); i++) {
        message.run();
      }
    }

    /** Sends one ping of the socket itself. */
    public void ping() {
      socket().sendPing(ByteBuffer.allocate(4)).exceptionally(closed -> socket()).join();
    }

    /** Closes in order. */
    public void hangUp() {
      socket().sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closed -> socket()).join();
    }

    /** Waits for the answer to a ping. */
    public void awaitPong() {
      ponged.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for the close frame. */
    public Closing awaitClosing() {
      return closing.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for the first message of a type that fits. */
    public JsonNode await(String type, Predicate<JsonNode> fits) {
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

    /** Everything it said so far of a type. */
    public List<JsonNode> said(String type) {
      synchronized (messages) {
        return messages.stream().filter(m -> m.path("type").asText().equals(type)).toList();
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          synchronized (messages) {
            messages.add(JSON.readTree(text.toString()));
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
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      ponged.complete(null);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closing.complete(new Closing(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closing.complete(new Closing(1006, String.valueOf(error)));
    }
  }
}
