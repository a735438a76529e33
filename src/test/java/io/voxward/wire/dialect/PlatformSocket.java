package io.voxward.wire.dialect;

import static java.util.Objects.requireNonNull;

import io.voxward.wire.stream.Line;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A platform's WebSocket to the service under test: it sends what it is told and notes answers. */
public final class PlatformSocket implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 30;

  private final List<String> texts = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final CompletableFuture<Closing> closing = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  /** How the socket was closed. */
  public record Closing(int code, String reason) {}

  private PlatformSocket() {}

  /** Opens the socket at a path, with headers and, where given, sub-protocols. */
  public static PlatformSocket open(
      String path, Map<String, String> headers, String... subProtocols) {
    PlatformSocket opened = new PlatformSocket();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    headers.forEach(builder::header);
    if (subProtocols.length == 1) {
      builder.subprotocols(subProtocols[0]);
    }
    opened.socket = builder.buildAsync(address(path), opened).join();
    return opened;
  }

  /** Where a path of the service is. */
  public static URI address(String path) {
    URI http = Line.testAddress();
    return URI.create("ws://" + http.getAuthority() + path);
  }

  /** The address as a platform that speaks TLS to a proxy would sign it. */
  public static String secureAddress(String path) {
    return address(path).toString().replaceFirst("^ws:", "wss:");
  }

  /** The sub-protocol that the service chose. */
  public String subProtocol() {
    return requireNonNull(socket).getSubprotocol();
  }

  /** Sends a text; a closed socket takes nothing. */
  public void say(String text) {
    WebSocket open = requireNonNull(socket);
    open.sendText(text, true).exceptionally(closed -> open).join();
  }

  /** Sends bytes; a closed socket takes nothing. */
  public void send(byte[] bytes) {
    WebSocket open = requireNonNull(socket);
    open.sendBinary(ByteBuffer.wrap(bytes), true).exceptionally(closed -> open).join();
  }

  /** Sends a ping of the socket itself; a closed socket takes nothing. */
  public void ping() {
    WebSocket open = requireNonNull(socket);
    open.sendPing(ByteBuffer.allocate(4)).exceptionally(closed -> open).join();
  }

  /** Does something again and again, until the socket is closed or it was done so often. */
  public void flood(int most, Runnable message) {
    for (int i = 0; i < most && !isClosed(); i++) {
      message.run();
    }
  }

  /** Closes in order. */
  public void hangUp() {
    WebSocket open = requireNonNull(socket);
    open.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closed -> open).join();
  }

  /** Whether it is closed. */
  public boolean isClosed() {
    return closing.isDone();
  }

  /** Waits for the close frame. */
  public Closing awaitClosing() {
    return closing.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits for a text that fits. */
  public String await(Predicate<String> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (texts) {
      while (true) {
        for (String text : texts) {
          if (fits.test(text)) {
            return text;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("no such text among " + texts);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(texts, left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Everything it was told so far. */
  public List<String> told() {
    synchronized (texts) {
      return List.copyOf(texts);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      synchronized (texts) {
        texts.add(part.toString());
        texts.notifyAll();
      }
      part.setLength(0);
    }
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
