package io.voxward.wire.dialect;

import io.voxward.session.LiveSession;
import io.voxward.session.LiveStream;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionNews;
import io.voxward.session.StreamEnd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call as a dialect holds it: its stream, and what is told about it.
 *
 * <p>Who stops whom: {@link #hear} and the other verbs may be called from a socket's callback on an
 * event loop; they append to a bounded buffer or set a mark, and return. Whatever limit is broken,
 * the listener is told by {@link CallListener#stopped}, once. When the connection ends first, the
 * dialect calls {@link #closed}. The news go on after the stream is over, so that a dialect may
 * still tell what the last audio brought; {@link #leave} ends them, and every dialect has to call
 * it in the end.
 */
public final class DialectCall {
  /** What waits for {@link #listen} at most; the oldest gives way. */
  private static final int MOST_HELD = 32;

  private final LiveSession session;
  private final CallMeters meters;
  private final CallListener listener;
  private final Deque<Runnable> held = new ArrayDeque<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private boolean listening;
  private volatile boolean paused;
  private volatile @Nullable LiveStream stream;
  private volatile SessionFeed.@Nullable Subscription subscription;

  DialectCall(LiveSession session, CallMeters meters, CallListener listener) {
    this.session = session;
    this.meters = meters;
    this.listener = listener;
  }

  void follow(SessionFeed feed) {
    subscription = feed.subscribe(session.id(), this::tell);
  }

  void opened(LiveStream opened) {
    stream = opened;
  }

  /** The session that the call belongs to. */
  public LiveSession session() {
    return session;
  }

  /** From now on the listener is told; first what has happened meanwhile. */
  public void listen() {
    while (true) {
      Runnable next;
      synchronized (held) {
        next = held.poll();
        if (next == null) {
          listening = true;
          return;
        }
      }
      next.run();
    }
  }

  private void tell(SessionNews news) {
    pass(() -> listener.news(news));
  }

  void stopped(StreamEnd why) {
    countEnd(why);
    pass(() -> listener.stopped(why));
  }

  private void pass(Runnable telling) {
    synchronized (held) {
      if (!listening) {
        if (held.size() >= MOST_HELD) {
          held.poll();
        }
        held.add(telling);
        return;
      }
    }
    telling.run();
  }

  /** Takes the audio of one message. While paused it is dropped, and only its amount counted. */
  public void hear(ByteBuffer audio) {
    LiveStream open = stream;
    if (open == null) {
      return;
    }
    meters.frame(audio.remaining());
    if (paused || session.isPaused()) {
      meters.dropped(audio.remaining());
      open.alive();
    } else {
      open.hear(audio);
    }
  }

  /** Notes a message without audio, so that the stream is not idle. */
  public void alive() {
    LiveStream open = stream;
    if (open != null) {
      open.alive();
    }
  }

  /** A pause that the platform says: from now on nothing is heard, whatever comes. */
  public void pause() {
    paused = true;
    alive();
  }

  /** The platform's pause is over; one of the session goes on. */
  public void resume() {
    paused = false;
    alive();
  }

  /** Whether it is paused, by the platform or over REST. */
  public boolean isPaused() {
    return paused || session.isPaused();
  }

  /** A key of the telephone was pressed. Which one is nobody's business: it may be of a PIN. */
  public void digit() {
    meters.digit();
    alive();
  }

  /** Ends the stream from the dialect's side of us: the sender broke a rule. */
  public void stop(StreamEnd why) {
    LiveStream open = stream;
    if (open != null) {
      open.stop(why);
    }
  }

  /** The sender ended the stream, or its connection is gone. What was sent is still heard. */
  public void closed(StreamEnd why) {
    countEnd(why);
    LiveStream open = stream;
    if (open != null) {
      open.closed(why);
    }
  }

  /** Nothing more is told. */
  public void leave() {
    SessionFeed.Subscription following = subscription;
    if (following != null) {
      following.close();
    }
  }

  private void countEnd(StreamEnd why) {
    if (over.compareAndSet(false, true)) {
      meters.ended(why.name());
    }
  }

  /** Id and state of the session; nothing of the call. */
  @Override
  public String toString() {
    return "DialectCall[" + session + "]";
  }
}
