package io.voxward.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * One open stream of a call. One thread sends; what the service says arrives on threads of the HTTP
 * client, in order. Sending waits until the message is handed to the connection, so a slow service
 * slows the sender down.
 */
public final class LiveCall implements AutoCloseable {
  /** Audio of one message: short enough for a smooth pace, long enough to be cheap. */
  private static final double SECONDS_OF_A_MESSAGE = 0.1;

  /** More delay than this is not made up for: a burst would look like audio that comes too fast. */
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String NO_MORE_AUDIO = "{\"type\": \"end\"}";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WebSocket socket;
  private final Audio audio;
  private final CompletableFuture<Closing> closing;

  /**
   * How a stream ended.
   *
   * @param code WebSocket close code; 1006 where the connection broke
   * @param reason its words
   */
  public record Closing(int code, String reason) {
    static final int BROKEN = 1006;
  }

  private LiveCall(WebSocket socket, Audio audio, CompletableFuture<Closing> closing) {
    this.socket = socket;
    this.audio = audio;
    this.closing = closing;
  }

  static LiveCall connect(
      HttpClient http, StartedSession session, Audio audio, Consumer<StreamMessage> hears) {
    CompletableFuture<Closing> closing = new CompletableFuture<>();
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + session.streamToken())
              .connectTimeout(PATIENCE)
              .buildAsync(session.streamUrl(), new Ear(hears, closing))
              .join();
      return new LiveCall(socket, audio, closing);
    } catch (CompletionException e) {
      throw new UnreachableException("stream of " + session.sessionName(), e);
    }
  }

  /** Sends one message of audio. */
  public void send(ByteBuffer bytes) {
    try {
      socket.sendBinary(bytes, true).join();
    } catch (CompletionException e) {
      throw new UnreachableException("stream ended: " + closedAs(), e);
    }
  }

  /**
   * Sends audio at the pace of the call. A delay is made up for, but for one second at most.
   *
   * @param bytes whole audio, in the form announced
   * @param pace seconds of audio in one second, 1 for real time
   * @param goesOn given the seconds sent so far before each message; sending stops when it says no
   * @return seconds of audio sent
   */
  public double play(byte[] bytes, double pace, DoublePredicate goesOn) {
    int step = Math.max(1, (int) (audio.bytesPerSecond() * SECONDS_OF_A_MESSAGE)) & ~1;
    long started = System.nanoTime();
    int sent = 0;
    while (sent < bytes.length && !closing.isDone() && goesOn.test(seconds(sent))) {
      int length = Math.min(step, bytes.length - sent);
      send(ByteBuffer.wrap(bytes, sent, length));
      sent += length;
      started = Math.max(started, System.nanoTime() - nanos(sent, pace) - MOST_BEHIND_NANOS);
      waitUntil(started + nanos(sent, pace));
    }
    return seconds(sent);
  }

  private double seconds(int bytes) {
    return (double) bytes / audio.bytesPerSecond();
  }

  private long nanos(int bytes, double pace) {
    return (long) (bytes / (audio.bytesPerSecond() * pace) * TimeUnit.SECONDS.toNanos(1));
  }

  private static void waitUntil(long deadline) {
    long left = deadline - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = deadline - System.nanoTime();
    }
  }

  /** Whether the stream has ended. */
  public boolean isOver() {
    return closing.isDone();
  }

  /** How the stream ended; waits for it at most {@code patience}. */
  public Closing awaitClosing(Duration patience) throws InterruptedException {
    try {
      return closing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new Closing(Closing.BROKEN, "no close frame within " + patience.toSeconds() + " s");
    }
  }

  private String closedAs() {
    Closing known = closing.getNow(new Closing(Closing.BROKEN, "connection broken"));
    return known.code() + " " + known.reason();
  }

  /**
   * Says that no more audio comes, unless the stream is over already, and waits until all of it is
   * heard and the service closes the stream.
   */
  @Override
  public void close() {
    if (!socket.isOutputClosed() && !closing.isDone()) {
      socket.sendText(NO_MORE_AUDIO, true).exceptionally(broken -> socket).join();
    }
    closing
        .completeOnTimeout(
            new Closing(Closing.BROKEN, "the service did not close the stream"),
            PATIENCE.toMillis(),
            TimeUnit.MILLISECONDS)
        .join();
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(broken -> socket).join();
    }
  }

  /** Drops the connection without a word, as a broken line does. */
  public void abort() {
    socket.abort();
    closing.complete(new Closing(Closing.BROKEN, "aborted"));
  }

  /** Puts messages together and hands them on. */
  private static final class Ear implements WebSocket.Listener {
    private final Consumer<StreamMessage> hears;
    private final CompletableFuture<Closing> closing;
    private final StringBuilder text = new StringBuilder();

    Ear(Consumer<StreamMessage> hears, CompletableFuture<Closing> closing) {
      this.hears = hears;
      this.closing = closing;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        hear(whole);
      }
      socket.request(1);
      return null;
    }

    private void hear(String whole) {
      try {
        hears.accept(StreamMessage.parse(whole));
      } catch (IOException e) {
        hears.accept(new StreamMessage.Other("unreadable: " + e.getMessage()));
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closing.complete(new Closing(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable broken) {
      closing.complete(new Closing(Closing.BROKEN, String.valueOf(broken.getMessage())));
    }
  }
}
