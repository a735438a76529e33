package io.voxward.wire.audiosocket;

import io.voxward.engine.audio.LiveRateChange;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.SessionNews;
import io.voxward.session.StreamEnd;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.dialect.DialectCall;
import io.voxward.wire.stream.MessageLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One AudioSocket connection: its UUID, then sound, for each frame of which a frame of silence of
 * the same kind and length goes back, because Asterisk ends a channel that hears nothing.
 *
 * <p>Who stops whom: it reads on a virtual thread of its own. Asterisk not reading what goes back
 * makes the writing wait, and with it the reading, until the stream ends as idle; whoever ends it
 * from another thread never waits for that, but hangs up on a thread of its own.
 */
final class AudioSocketConnection implements Runnable {
  private static final Logger LOG = Logger.getLogger(AudioSocketConnection.class);
  private static final int READ_AT_ONCE = 8 * 1024;
  private static final int UUID_BYTES = 16;
  private static final int BYTES_PER_SAMPLE = 2;

  /** Longer than any stream may be idle: the session's own limit comes first. */
  private static final Duration LONGEST_READ = Duration.ofMinutes(5);

  private static final Duration FOR_GOODBYE = Duration.ofMillis(500);

  /** In an error frame: a frame broke the protocol. */
  static final byte BAD_FRAME = 0x01;

  /** In an error frame: a limit of the service ended the call. */
  static final byte LIMIT = 0x02;

  /** In an error frame: our fault. */
  static final byte OUR_FAULT = 0x04;

  /** In Asterisk's error frames: the caller hung up. */
  private static final byte CALLER_HUNG_UP = 0x01;

  private final Socket socket;
  private final AudioSocketCalls calls;
  private final Duration uuidWithin;
  private final MessageLimit limit;
  private final Clock clock;
  private final FrameReader reader = new FrameReader();
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable DialectCall call;
  private @Nullable LiveRateChange change;
  private int hertz;
  private volatile boolean over;

  AudioSocketConnection(
      Socket socket, AudioSocketCalls calls, Duration uuidWithin, MessageLimit limit, Clock clock) {
    this.socket = socket;
    this.calls = calls;
    this.uuidWithin = uuidWithin;
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public void run() {
    StreamEnd end = StreamEnd.INTERNAL;
    try {
      end = read();
    } catch (IOException e) {
      end = StreamEnd.CONNECTION_LOST;
      LOG.debugf("an AudioSocket connection broke: %s", e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      LOG.error("an AudioSocket connection failed", e);
      sayGoodbye(error(OUR_FAULT));
    } finally {
      finish(end);
    }
  }

  private StreamEnd read() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) uuidWithin.toMillis());
    Instant latest = clock.instant().plus(uuidWithin);
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[READ_AT_ONCE];
    while (!over) {
      int length;
      try {
        length = in.read(bytes);
      } catch (SocketTimeoutException e) {
        sayGoodbye(hangUp());
        return StreamEnd.IDLE;
      }
      if (length < 0) {
        return StreamEnd.DONE;
      }
      for (Frame frame : reader.accept(bytes, length)) {
        StreamEnd end = take(frame);
        if (end != null) {
          return end;
        }
      }
      if (call == null && clock.instant().isAfter(latest)) {
        sayGoodbye(hangUp());
        return StreamEnd.IDLE;
      }
    }
    return StreamEnd.DONE;
  }

  /** Does what a frame says; why the connection is over, or nothing while it goes on. */
  private @Nullable StreamEnd take(Frame frame) throws IOException {
    DialectCall open = call;
    if (open == null) {
      return begin(frame);
    }
    boolean sound = frame.hertz().isPresent() && frame.payload().length > 0;
    if (!limit.admits() || (!sound && !limit.admitsQuiet())) {
      sayGoodbye(error(LIMIT));
      return StreamEnd.TOO_MANY_MESSAGES;
    }
    if (frame.hertz().isPresent()) {
      return hear(open, frame, frame.hertz().getAsInt());
    }
    return switch (frame.kind()) {
      case Frame.HANG_UP -> StreamEnd.DONE;
      case Frame.UUID -> bad("the UUID came twice");
      case Frame.DIGIT -> {
        open.digit();
        yield null;
      }
      case Frame.ERROR ->
          frame.payload().length > 0 && frame.payload()[0] == CALLER_HUNG_UP
              ? StreamEnd.DONE
              : StreamEnd.CONNECTION_LOST;
      default -> {
        open.alive();
        yield null;
      }
    };
  }

  private @Nullable StreamEnd begin(Frame frame) throws IOException {
    if (frame.kind() == Frame.HANG_UP) {
      return StreamEnd.DONE;
    }
    if (frame.kind() != Frame.UUID || frame.payload().length != UUID_BYTES) {
      var _ =
          calls.refused(
              new CallRefusal(
                  CallRefusal.Reason.BAD_PARAMETER, "the first frame must be a UUID of 16 bytes"));
      return bad("the first frame was no UUID");
    }
    ByteBuffer uuid = ByteBuffer.wrap(frame.payload());
    return switch (calls.open(new UUID(uuid.getLong(), uuid.getLong()), listener())) {
      case CallOpening.Opened(DialectCall opened) -> {
        socket.setSoTimeout((int) LONGEST_READ.toMillis());
        call = opened;
        opened.listen();
        yield null;
      }
      case CallOpening.Refused(CallRefusal why) -> {
        LOG.infof("a call was refused dialect=audiosocket reason=%s", why.reason());
        sayGoodbye(hangUp());
        yield StreamEnd.NOT_ALLOWED;
      }
    };
  }

  private CallListener listener() {
    return new CallListener() {
      @Override
      public void news(SessionNews news) {
        if (news instanceof SessionNews.Ended) {
          endElsewhere(hangUp());
        }
      }

      @Override
      public void stopped(StreamEnd why) {
        endElsewhere(goodbye(why));
      }
    };
  }

  private static Frame goodbye(StreamEnd why) {
    return switch (why) {
      case TOO_FAST, BUFFER_FULL, TOO_LONG, IDLE, TOO_MANY_MESSAGES, MESSAGE_TOO_BIG, OVERLOADED ->
          error(LIMIT);
      case BAD_MESSAGE -> error(BAD_FRAME);
      case INTERNAL -> error(OUR_FAULT);
      case DONE,
          DECIDED,
          SESSION_ENDED,
          CONNECTION_LOST,
          ANOTHER_ACTIVE_STREAM,
          NOT_ALLOWED,
          DRAINING ->
          hangUp();
    };
  }

  private static Frame hangUp() {
    return new Frame(Frame.HANG_UP, new byte[0]);
  }

  private static Frame error(byte code) {
    return new Frame(Frame.ERROR, new byte[] {code});
  }

  private StreamEnd bad(String what) {
    LOG.debugf("an AudioSocket frame was refused: %s", what);
    sayGoodbye(error(BAD_FRAME));
    return StreamEnd.BAD_MESSAGE;
  }

  private @Nullable StreamEnd hear(DialectCall open, Frame frame, int rate) throws IOException {
    if (frame.payload().length % BYTES_PER_SAMPLE != 0) {
      return bad("half a sample");
    }
    SampleRate to = open.session().format().rate();
    if (rate != hertz) {
      hertz = rate;
      change = rate == to.hertz() ? null : calls.change(rate, to);
    }
    ByteBuffer sound = ByteBuffer.wrap(frame.payload());
    LiveRateChange way = change;
    open.hear(way == null ? sound : way.accept(sound));
    write(new Frame(frame.kind(), new byte[frame.payload().length]));
    return null;
  }

  private void write(Frame frame) throws IOException {
    writing.lock();
    try {
      if (!over) {
        socket.getOutputStream().write(frame.bytes());
      }
    } finally {
      writing.unlock();
    }
  }

  /** Ends the connection from a thread that must not wait. */
  private void endElsewhere(Frame last) {
    if (!over) {
      Thread.startVirtualThread(() -> sayGoodbye(last));
    }
  }

  /** Sends a last frame if that is possible soon, and closes. */
  private void sayGoodbye(Frame last) {
    boolean may = false;
    try {
      may = writing.tryLock(FOR_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
      if (may && !over) {
        over = true;
        socket.getOutputStream().write(last.bytes());
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      LOG.debugf("an AudioSocket connection was closed already: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (may) {
        writing.unlock();
      }
      over = true;
      close();
    }
  }

  private void finish(StreamEnd end) {
    over = true;
    close();
    DialectCall open = call;
    if (open != null) {
      open.closed(end);
      open.leave();
    }
  }

  private void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debugf("an AudioSocket connection could not be closed: %s", e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "AudioSocketConnection[over=" + over + "]";
  }
}
