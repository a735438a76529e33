package io.voxward.lab.load;

import io.voxward.client.StartedSession;
import io.voxward.client.StreamMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call's stream, used by the one thread of {@link LinePacer}: no thread and no queue. */
final class StreamLine {
  private static final int MOST_RECEIVED = 64 * 1024;
  private static final int FIRST_RECEIVED = 4 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final byte[] NO_MORE_AUDIO =
      "{\"type\": \"end\"}".getBytes(StandardCharsets.US_ASCII);
  private static final String SWITCHING = "HTTP/1.1 101";
  private static final int DONE = 1000;

  private final Conversation conversation;
  private final int messages;
  private final long periodNanos;
  private final LoadedCall.Recorder recorder;
  private final SocketChannel channel;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private ByteBuffer received = ByteBuffer.allocate(FIRST_RECEIVED);
  private ByteBuffer unsent;
  private volatile boolean stopping;
  private boolean open;
  private boolean saidEnd;
  private int next;
  private long begun;
  private long due;

  /**
   * A line that connects at once; its messages begin when it is open.
   *
   * @param messages how many of the conversation's messages are sent
   */
  StreamLine(
      StartedSession session,
      Conversation conversation,
      int messages,
      long periodNanos,
      LoadedCall.Recorder recorder)
      throws IOException {
    this.conversation = conversation;
    this.messages = Math.min(messages, conversation.count());
    this.periodNanos = periodNanos;
    this.recorder = recorder;
    URI address = session.streamUrl();
    this.channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean _ = channel.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    this.unsent =
        ByteBuffer.wrap(
            ("GET "
                    + address.getRawPath()
                    + " HTTP/1.1\r\nHost: "
                    + address.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                    + "\r\nSec-WebSocket-Key: dm94d2FyZC1sYWItbG9hZA==\r\nAuthorization: Bearer "
                    + session.streamToken()
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    this.due = System.nanoTime();
    this.begun = due;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Done when the line is closed. */
  CompletableFuture<Void> over() {
    return over;
  }

  /** When it wants to be asked to {@link #send} again. */
  long due() {
    return due;
  }

  boolean isOver() {
    return over.isDone();
  }

  /** Says no more than what was said; safe from any thread. */
  void stop() {
    stopping = true;
  }

  /** Sends what is due; says how much later than due the last message was handed over, or -1. */
  long send(long now) {
    try {
      if (unsent.hasRemaining() && channel.isConnected()) {
        int _ = channel.write(unsent);
      }
      boolean mayGoOn = open && !saidEnd && !unsent.hasRemaining();
      if (!mayGoOn) {
        due = now + RETRY_NANOS;
        giveUpAfter(now);
        return -1;
      }
      if (next == messages || stopping) {
        sayEnd(now);
        return -1;
      }
      return sendNext(now);
    } catch (IOException e) {
      broken(e);
      return -1;
    }
  }

  private void sayEnd(long now) throws IOException {
    saidEnd = true;
    begun = now;
    due = now + RETRY_NANOS;
    unsent = WireFrames.frame(WireFrames.TEXT, NO_MORE_AUDIO);
    int _ = channel.write(unsent);
    recorder.played();
  }

  private long sendNext(long now) throws IOException {
    if (next == 0) {
      begun = now;
    }
    long late = Math.max(0, now - (begun + next * periodNanos));
    unsent = conversation.message(next);
    int _ = channel.write(unsent);
    recorder.sent(next, late);
    next++;
    due = begun + next * periodNanos;
    return late;
  }

  /** A line on which nothing moves in the beginning or at the end is not waited for. */
  private void giveUpAfter(long now) {
    boolean waits = !open || saidEnd;
    if (waits && now - begun > PATIENCE_NANOS) {
      recorder.fault(open ? "the service did not close the stream" : "the stream did not open");
      close();
    }
  }

  /** Reads and takes in what came, through {@code shared}. */
  void receive(ByteBuffer shared) {
    try {
      shared.clear();
      int count = channel.read(shared);
      if (count < 0) {
        throw new EOFException("the service closed the connection");
      }
      shared.flip();
      if (received.remaining() < shared.remaining()) {
        grow(shared.remaining());
      }
      received.put(shared).flip();
      takeIn();
      received.compact();
    } catch (IOException | IllegalArgumentException e) {
      broken(e);
    }
  }

  private void grow(int more) throws IOException {
    int size = Math.max(received.capacity() * 2, received.position() + more);
    if (size > MOST_RECEIVED) {
      throw new IOException("a message of more than " + MOST_RECEIVED + " bytes");
    }
    received = ByteBuffer.allocate(size).put(received.flip());
  }

  private void takeIn() throws IOException {
    if (!open && !takeInHandshake()) {
      return;
    }
    while (!isOver()) {
      WireFrames.Frame frame = WireFrames.read(received).orElse(null);
      if (frame == null) {
        return;
      }
      switch (frame.opcode()) {
        case WireFrames.TEXT -> recorder.hear(StreamMessage.parse(frame.text()));
        case WireFrames.PING ->
            answer(WireFrames.PONG, frame.text().getBytes(StandardCharsets.UTF_8));
        case WireFrames.CLOSE -> closed(frame);
        default -> {}
      }
    }
  }

  private boolean takeInHandshake() throws IOException {
    String head =
        new String(
            received.array(), received.position(), received.remaining(), StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (!head.startsWith(SWITCHING)) {
      throw new IOException("no stream: " + head.lines().findFirst().orElse(""));
    }
    received.position(received.position() + end + "\r\n\r\n".length());
    open = true;
    recorder.connected();
    return true;
  }

  private void answer(int opcode, byte[] payload) throws IOException {
    if (!unsent.hasRemaining()) {
      int _ = channel.write(WireFrames.frame(opcode, payload));
    }
  }

  private void closed(WireFrames.Frame frame) throws IOException {
    if (frame.code() != DONE) {
      recorder.fault("closed by the service: " + frame.code() + " " + frame.text());
    } else if (!saidEnd) {
      recorder.fault("closed early: " + frame.code() + " " + frame.text());
    }
    answer(WireFrames.CLOSE, new byte[] {(byte) (DONE >> 8), (byte) DONE});
    close();
  }

  private void broken(Exception why) {
    recorder.fault("the stream broke: " + why.getMessage());
    close();
  }

  /** Ends the line from this side. */
  void close() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      recorder.fault("the connection could not be closed");
    }
    boolean _ = over.complete(null);
  }
}
