package io.voxward.session;

import io.voxward.common.SessionId;
import io.voxward.engine.audio.LiveDecoder;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session, as a dialect feeds it.
 *
 * <p>Who stops whom: the dialect calls {@link #hear} from its socket callback, which only appends
 * to a bounded buffer and returns. When a limit is broken the stream ends by itself and the dialect
 * is told once, through the listener it opened the stream with; it then says the reason in its own
 * words and closes. When the socket closes first, the dialect calls {@link #closed}.
 */
public final class LiveStream {
  private final LiveSession session;
  private final int number;
  private final CallFormat format;
  private final CallBuffer buffer;
  private final LiveDecoder decoder;
  private final @Nullable AgentSide agent;
  private final PaceLimit pace;
  private final Clock clock;
  private final Consumer<StreamEnd> whenStopped;
  private final Consumer<StreamEnd> whenOver;
  private final Instant since;
  private volatile Instant lastMessage;
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile @Nullable StreamEnd end;

  /** When the oldest sound came that waits, or waited last. */
  private volatile Instant waitingSince;

  LiveStream(
      LiveSession session,
      int number,
      SessionConfig config,
      Clock clock,
      Consumer<StreamEnd> whenStopped,
      Consumer<StreamEnd> whenOver) {
    this.session = session;
    this.number = number;
    this.format = session.format();
    this.buffer = new CallBuffer(format.bytesPerSecond() * config.bufferSeconds());
    this.decoder = new LiveDecoder(format.encoding(), format.channels(), format.callerChannel());
    this.agent = format.channels() == 2 ? new AgentSide(format) : null;
    this.clock = clock;
    this.whenStopped = whenStopped;
    this.whenOver = whenOver;
    this.since = clock.instant();
    this.lastMessage = since;
    this.waitingSince = since;
    this.pace = new PaceLimit(config.timesRealTime(), since);
  }

  /** The session it belongs to. */
  public SessionId session() {
    return session.id();
  }

  /** Which stream of the session it is, from 1. */
  public int number() {
    return number;
  }

  /** Whether a secure pause of its session is on. */
  public boolean isPaused() {
    return session.isPaused();
  }

  /** When it began. */
  Instant since() {
    return since;
  }

  /**
   * Takes the bytes of one message; ends the stream when they come too fast or too many wait. In a
   * secure pause of the session they are dropped.
   */
  public void hear(ByteBuffer audio) {
    if (end != null) {
      return;
    }
    Instant now = clock.instant();
    lastMessage = now;
    if (session.isPaused()) {
      return;
    }
    if (!pace.admits(format.seconds(audio.remaining()), now)) {
      stop(StreamEnd.TOO_FAST);
    } else if (!append(audio, now)) {
      stop(StreamEnd.BUFFER_FULL);
    }
  }

  private boolean append(ByteBuffer audio, Instant now) {
    synchronized (buffer) {
      if (buffer.size() == 0) {
        waitingSince = now;
      }
      return buffer.append(audio);
    }
  }

  /** Notes a message that holds no audio, so that the stream is not idle. */
  public void alive() {
    lastMessage = clock.instant();
  }

  /** The dialect says that its connection is gone. */
  public void closed(StreamEnd why) {
    finish(why);
    left.complete(null);
  }

  /** Done when the dialect has said that its connection is gone. */
  CompletableFuture<Void> left() {
    return left;
  }

  /** Ends the stream from our side; the dialect is told why. */
  public void stop(StreamEnd why) {
    if (finish(why)) {
      whenStopped.accept(why);
    }
  }

  private boolean finish(StreamEnd why) {
    synchronized (this) {
      if (end != null) {
        return false;
      }
      end = why;
    }
    session.streamEnded(this, why, clock.instant());
    whenOver.accept(why);
    return true;
  }

  /** Ends the stream if it is idle or too long. */
  void enforce(SessionConfig config, Instant now) {
    if (now.isAfter(since.plus(config.longestStream()))) {
      stop(StreamEnd.TOO_LONG);
    } else if (now.isAfter(lastMessage.plus(config.idleAfter()))) {
      stop(StreamEnd.IDLE);
    }
  }

  /** Why it ended; absent while it is open. */
  @Nullable StreamEnd end() {
    return end;
  }

  /** Whether bytes wait to be heard. */
  boolean waiting() {
    return buffer.size() > 0;
  }

  /** How much sound waits to be heard, in seconds. */
  double secondsWaiting() {
    return format.seconds(buffer.size());
  }

  /** When the oldest sound came that waits, or waited last. */
  Instant waitingSince() {
    return waitingSince;
  }

  /** The next sound of the caller, at most so many seconds of it. */
  float[] take(double seconds) {
    byte[] audio = buffer.drain((int) Math.ceil(seconds * format.bytesPerSecond()));
    float[] caller = decoder.accept(ByteBuffer.wrap(audio));
    AgentSide side = agent;
    return side == null ? caller : side.without(caller, audio, end != null && !waiting());
  }

  /** Whether the agent was heard in the caller's channel. */
  boolean agentLeaks() {
    AgentSide side = agent;
    return side != null && side.leaks();
  }

  /** How much of the caller's channel was the agent, in seconds. */
  double leakedSeconds() {
    AgentSide side = agent;
    return side == null ? 0 : side.leakedSeconds();
  }

  /** Forgets what waits. */
  void release() {
    buffer.release();
    AgentSide side = agent;
    if (side != null) {
      side.erase();
    }
  }
}
