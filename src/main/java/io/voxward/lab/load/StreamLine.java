package io.voxward.lab.load;

import io.voxward.client.StreamMessage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call's stream, used by the one thread of {@link LinePacer}: no thread and no queue. */
final class StreamLine {
  private static final int MOST_RECEIVED = 64 * 1024;
  private static final int FIRST_RECEIVED = 4 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int DONE = 1000;
  private static final int TRY_AGAIN_LATER = 1013;

  private final Talk talk;
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
      Talk talk,
      Conversation conversation,
      int messages,
      long periodNanos,
      LoadedCall.Recorder recorder)
      throws IOException {
    this.talk = talk;
    this.conversation = conversation;
    this.messages = Math.min(messages, conversation.count());
    this.periodNanos = periodNanos;
    this.recorder = recorder;
    this.channel = talk.connect();
    this.unsent = talk.hello();
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
      if (!open && !talk.waits() && channel.isConnected() && !unsent.hasRemaining()) {
        ready();
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

  private void ready() {
    open = true;
    recorder.connected();
  }

  private void sayEnd(long now) throws IOException {
    saidEnd = true;
    begun = now;
    due = now + RETRY_NANOS;
    say(talk.farewell(millis(next)));
    recorder.played();
  }

  private long sendNext(long now) throws IOException {
    if (next == 0) {
      begun = now;
    }
    long late = Math.max(0, now - (begun + next * periodNanos));
    say(talk.meanwhile(millis(next)));
    say(conversation.message(next));
    recorder.sent(next, late);
    next++;
    due = begun + next * periodNanos;
    return late;
  }

  private long millis(int message) {
    return TimeUnit.NANOSECONDS.toMillis(message * periodNanos);
  }

  /** Sends, behind what is not sent yet. */
  private void say(ByteBuffer bytes) throws IOException {
    if (unsent.hasRemaining() && bytes.hasRemaining()) {
      unsent =
          ByteBuffer.allocate(unsent.remaining() + bytes.remaining()).put(unsent).put(bytes).flip();
    } else if (bytes.hasRemaining()) {
      unsent = bytes;
    }
    if (unsent.hasRemaining()) {
      int _ = channel.write(unsent);
    }
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
      if (saidEnd && talk.endsWithoutWord()) {
        close();
      } else {
        broken(e);
      }
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
    while (!isOver()) {
      switch (talk.take(received)) {
        case Said.Part() -> {
          return;
        }
        case Said.Answer(ByteBuffer bytes) -> say(bytes);
        case Said.Ready(ByteBuffer bytes) -> {
          say(bytes);
          ready();
        }
        case Said.Word(StreamMessage message, ByteBuffer bytes) -> {
          recorder.hear(message);
          say(bytes);
        }
        case Said.Over over -> closed(over);
      }
    }
  }

  private void closed(Said.Over last) throws IOException {
    if (last.code() == TRY_AGAIN_LATER) {
      recorder.fault(LoadedCall.REFUSED + closing(last));
    } else if (last.code() != DONE) {
      recorder.fault(closing(last));
    } else if (!saidEnd) {
      recorder.fault("closed early: " + last.code() + " " + last.why());
    }
    say(last.bytes());
    close();
  }

  private static String closing(Said.Over last) {
    return "closed by the service: " + last.code() + " " + last.why();
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
