package io.voxward.wire.dialect;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.voxward.common.Failure;
import io.voxward.session.SessionNews;
import io.voxward.session.StreamEnd;
import io.voxward.wire.stream.Goodbye;
import io.voxward.wire.stream.MessageLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket and its call, from the first message to the close. The dialect reads messages and
 * says what they mean; this opens the call beside the event loop, keeps the order, and closes.
 *
 * <p>Bounds: the first message must come within {@link SocketConfig#firstMessageWithin}. Sound that
 * comes while the call is being opened waits, at most {@link #MOST_EARLY_MS} of it; more ends the
 * call as overloaded. A sender of more messages than {@link MessageLimit} admits is over. A
 * receiver that does not read is told nothing more once {@link #MOST_UNSENT} messages wait for it.
 *
 * <p>Threads: the verbs are called from the socket's event loop; what the call tells comes from
 * any.
 */
public final class SocketCall {
  /** The largest message, in bytes of sound or characters of text. */
  public static final int LARGEST_MESSAGE = 64 * 1024;

  private static final Logger LOG = Logger.getLogger(SocketCall.class);
  private static final int MOST_EARLY_MS = 5000;
  private static final int MOST_UNSENT = 64;

  private final SocketCalls door;
  private final Dialect dialect;
  private final WebSocketConnection socket;
  private final Function<SessionNews, @Nullable String> words;
  private final MessageLimit limit;
  private final Deque<ByteBuffer> early = new ArrayDeque<>();
  private long waitingForFirst = -1;
  private @Nullable WireSound sound;
  private @Nullable DialectCall call;
  private @Nullable StreamEnd overBeforeOpen;
  private int earlyBytes;
  private int unsent;
  private boolean refused;
  private boolean over;

  SocketCall(
      SocketCalls door,
      Dialect dialect,
      WebSocketConnection socket,
      Function<SessionNews, @Nullable String> words,
      MessageLimit limit) {
    this.door = door;
    this.dialect = dialect;
    this.socket = socket;
    this.words = words;
    this.limit = limit;
  }

  void await(Duration longest) {
    waitingForFirst = door.later(longest, this::nothingCame);
  }

  private void nothingCame() {
    if (!hasBegun()) {
      close(Goodbye.of(StreamEnd.IDLE).closeReason());
    }
  }

  /** Whether the first message came. */
  public synchronized boolean hasBegun() {
    return sound != null;
  }

  /**
   * The first message came: from now on its sound is taken, and the call is opened meanwhile.
   *
   * @param comingAs how its sound comes
   */
  public void begin(WireSound comingAs, SocketCalls.Opener opener) {
    door.cancel(waitingForFirst);
    synchronized (this) {
      if (over) {
        return;
      }
      sound = comingAs;
    }
    Thread.startVirtualThread(() -> open(opener));
  }

  private void open(SocketCalls.Opener opener) {
    CallOpening opening;
    try {
      opening = door.open(dialect, opener, listener());
    } catch (RuntimeException e) {
      LOG.errorf(e, "a call could not be opened dialect=%s", dialect.word());
      opening = door.refused(dialect, CallRefusal.of(new Failure.Internal(dialect.word())));
    }
    switch (opening) {
      case CallOpening.Opened(DialectCall opened) -> opened(opened);
      case CallOpening.Refused(CallRefusal why) -> close(why);
    }
  }

  private CallListener listener() {
    return new CallListener() {
      @Override
      public void news(SessionNews news) {
        tell(news);
      }

      @Override
      public void stopped(StreamEnd why) {
        close(Goodbye.of(why).closeReason());
      }
    };
  }

  private void opened(DialectCall opened) {
    StreamEnd end;
    synchronized (this) {
      call = opened;
      early.forEach(opened::hear);
      forgetEarly();
      end = overBeforeOpen;
    }
    if (end != null) {
      opened.closed(end);
      opened.leave();
    } else {
      opened.listen();
    }
  }

  private void forgetEarly() {
    early.clear();
    earlyBytes = 0;
  }

  /**
   * A message came, of whichever kind; the dialect asks before it reads it.
   *
   * @return false when nobody is to read it, because the call is over or too many came
   */
  public boolean admits() {
    return !isOver() && (limit.admits() || tooMany());
  }

  private synchronized boolean isOver() {
    return over;
  }

  private boolean tooMany() {
    if (!hasBegun()) {
      var _ =
          door.refused(
              dialect,
              new CallRefusal(
                  CallRefusal.Reason.LIMIT_REACHED, "too many messages before the first word"));
    }
    end(StreamEnd.TOO_MANY_MESSAGES, Goodbye.of(StreamEnd.TOO_MANY_MESSAGES).closeReason());
    return false;
  }

  /** A ping or pong of the socket itself came: it is answered elsewhere, and counted here. */
  public void control() {
    if (admits()) {
      countQuiet();
    }
  }

  private void countQuiet() {
    if (!limit.admitsQuiet()) {
      boolean _ = tooMany();
    }
  }

  /** Takes sound as it comes. */
  public void hear(ByteBuffer bytes) {
    WireSound way = sound;
    if (way == null) {
      return;
    }
    ByteBuffer audio = way.heard(bytes);
    DialectCall open;
    boolean tooMuch = false;
    synchronized (this) {
      open = call;
      if (open == null && !over && !refused && audio.hasRemaining()) {
        early.add(audio);
        earlyBytes += audio.remaining();
        tooMuch = earlyBytes > (long) way.format().bytesPerSecond() * MOST_EARLY_MS / 1000;
      }
    }
    if (open != null) {
      open.hear(audio);
    } else if (tooMuch) {
      close(
          new CallRefusal(
              CallRefusal.Reason.OVERLOADED, "the call could not be opened in time: try later"));
    }
  }

  /** A message with sound came that is not the caller's, or whose turn has not come. */
  public void alive() {
    DialectCall open = open();
    if (open != null) {
      open.alive();
    }
  }

  /** A message without sound came. */
  public void quiet() {
    alive();
    countQuiet();
  }

  /** A key was pressed. */
  public void digit() {
    DialectCall open = open();
    if (open != null) {
      open.digit();
    }
    countQuiet();
  }

  private synchronized @Nullable DialectCall open() {
    return call;
  }

  /** The platform said that nothing more comes: what came is still heard. */
  public void done() {
    end(StreamEnd.DONE, Goodbye.of(StreamEnd.DONE).closeReason());
  }

  /** A message broke a rule. */
  public void broken(String field, String rule) {
    end(StreamEnd.BAD_MESSAGE, SocketGoodbye.badMessage(field, rule));
  }

  /** A message was larger than {@link #LARGEST_MESSAGE}. */
  public void tooBig() {
    end(StreamEnd.MESSAGE_TOO_BIG, Goodbye.of(StreamEnd.MESSAGE_TOO_BIG).closeReason());
  }

  /** A callback failed: our fault. */
  public void failed(Throwable failure) {
    LOG.warnf(
        "a connection failed dialect=%s: %s", dialect.word(), failure.getClass().getSimpleName());
    end(StreamEnd.INTERNAL, Goodbye.of(StreamEnd.INTERNAL).closeReason());
  }

  /** The call is not let in, for a reason that the dialect sees for itself. */
  public void refuse(CallRefusal why) {
    var _ = door.refused(dialect, why);
    close(why);
  }

  /** The socket was closed, with this code, by whomever. */
  public void closed(int code) {
    door.cancel(waitingForFirst);
    end(Goodbye.readFrom(code), null);
  }

  private void end(StreamEnd why, @Nullable CloseReason reason) {
    DialectCall open;
    synchronized (this) {
      open = call;
      if (open == null && overBeforeOpen == null) {
        overBeforeOpen = why;
      }
    }
    if (open != null) {
      open.closed(why);
    }
    if (reason != null) {
      close(reason);
    } else {
      leave();
    }
  }

  private void close(CallRefusal why) {
    LOG.infof("a call was refused dialect=%s reason=%s", dialect.word(), why.reason());
    synchronized (this) {
      refused = true;
      forgetEarly();
    }
    switch (why.reason()) {
      case NOT_LINKED, NOT_PROVEN ->
          door.later(door.refusalDelay(), () -> close(SocketGoodbye.of(why)));
      default -> close(SocketGoodbye.of(why));
    }
  }

  private void close(CloseReason reason) {
    if (leave()) {
      socket
          .close(reason)
          .subscribe()
          .with(done -> {}, failure -> LOG.debugf("a socket was closed already: %s", failure));
    }
  }

  /** Nothing more is said; tells whether that is new. */
  private boolean leave() {
    DialectCall open;
    boolean first;
    synchronized (this) {
      first = !over;
      over = true;
      open = call;
      if (open == null && overBeforeOpen == null) {
        overBeforeOpen = StreamEnd.CONNECTION_LOST;
      }
    }
    if (open != null) {
      open.leave();
    }
    return first;
  }

  private void tell(SessionNews news) {
    if (news instanceof SessionNews.Ended) {
      close(Goodbye.of(StreamEnd.SESSION_ENDED).closeReason());
      return;
    }
    String text = words.apply(news);
    if (text != null && mayTell()) {
      socket
          .sendText(text)
          .subscribe()
          .with(
              done -> told(),
              failure -> {
                told();
                LOG.debugf("a message could not be sent: %s", failure);
              });
    }
  }

  private synchronized boolean mayTell() {
    if (over || unsent >= MOST_UNSENT) {
      return false;
    }
    unsent++;
    return true;
  }

  private synchronized void told() {
    unsent--;
  }

  @Override
  public String toString() {
    return "SocketCall[" + dialect + "]";
  }
}
