package io.voxward.wire.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.WebSocketConnection;
import io.voxward.common.SessionId;
import io.voxward.evaluation.CallProgress;
import io.voxward.session.LiveStream;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.session.StreamEnd;
import io.voxward.wire.call.CallMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One socket with its stream: what comes in goes to the stream, the session's news go out.
 *
 * <p>Bounds: a receiver that does not read gets no more progress messages once {@link #MOST_UNSENT}
 * messages wait for it, and no answers; decisions are still sent, and there are few of them. A
 * sender of more messages than {@link MessageLimit} admits is over.
 */
final class CallConnection {
  private static final Logger LOG = Logger.getLogger(CallConnection.class);
  private static final int MOST_UNSENT = 64;

  /** The largest message, in bytes. */
  static final int LARGEST_MESSAGE = 64 * 1024;

  private final WebSocketConnection socket;
  private final ObjectMapper json;
  private final MessageLimit limit;
  private final AtomicInteger unsent = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable LiveStream stream;
  private volatile SessionFeed.@Nullable Subscription subscription;

  /** The sender said that no more audio comes; the socket closes when all is heard. */
  private volatile boolean finishing;

  CallConnection(WebSocketConnection socket, ObjectMapper json, MessageLimit limit) {
    this.socket = socket;
    this.json = json;
    this.limit = limit;
  }

  void follow(SessionFeed feed, SessionId session) {
    subscription = feed.subscribe(session, this::tell);
  }

  void opened(LiveStream opened) {
    stream = opened;
    if (over.get()) {
      opened.closed(StreamEnd.CONNECTION_LOST);
    } else if (opened.isPaused()) {
      tell(new SessionNews.Pause(true));
    }
  }

  /**
   * A message came; the socket asks before it reads it.
   *
   * @param withoutSound whether it is known to have no sound
   * @return false when nobody is to read it, because the connection is over or sends too many
   */
  boolean admits(boolean withoutSound) {
    if (over.get()) {
      return false;
    }
    if (limit.admits() && (!withoutSound || limit.admitsQuiet())) {
      return true;
    }
    stop(StreamEnd.TOO_MANY_MESSAGES);
    return false;
  }

  void hear(ByteBuffer audio) {
    LiveStream open = stream;
    if (open == null) {
      return;
    }
    if (audio.remaining() > LARGEST_MESSAGE) {
      open.stop(StreamEnd.MESSAGE_TOO_BIG);
    } else {
      open.hear(audio);
    }
  }

  /** A text message of this type came; an absent type is a message of no known form. */
  void said(Optional<String> type) {
    LiveStream open = stream;
    if (open == null) {
      return;
    }
    open.alive();
    switch (type.orElse("")) {
      case "" -> open.stop(StreamEnd.BAD_MESSAGE);
      case "ping" -> {}
      case "end" -> {
        finishing = true;
        open.closed(StreamEnd.DONE);
      }
      default -> {
        if (unsent.get() <= MOST_UNSENT) {
          send(CallMessage.wrong("UNKNOWN_MESSAGE", "messages have the type ping or end"));
        }
      }
    }
  }

  private void tell(SessionNews news) {
    if (over.get() || (news instanceof CallProgress && unsent.get() > MOST_UNSENT)) {
      return;
    }
    if (news instanceof SessionNews.Ended) {
      refuse(StreamEnd.SESSION_ENDED);
      return;
    }
    send(CallMessage.of(news));
    if (finishing
        && news instanceof CallProgress progress
        && progress.streaming() == StreamingStatus.ENDED) {
      refuse(StreamEnd.DONE);
    }
  }

  /** The stream ended from our side. */
  void stopped(StreamEnd why) {
    refuse(why);
  }

  /** Says why it is over, and closes. */
  void refuse(StreamEnd why) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    leave();
    Goodbye goodbye = Goodbye.of(why);
    if (goodbye.somethingIsWrong()) {
      send(CallMessage.wrong(why.name(), goodbye.message()));
    }
    send(CallMessage.over(why.name()));
    socket
        .close(goodbye.closeReason())
        .subscribe()
        .with(done -> {}, failure -> LOG.debugf("a socket was closed already: %s", failure));
  }

  /** The socket is closed. */
  void closed(StreamEnd why) {
    over.set(true);
    leave();
    LiveStream open = stream;
    if (open != null) {
      open.closed(why);
    }
  }

  /** A callback failed. */
  void failed() {
    stop(StreamEnd.INTERNAL);
  }

  private void stop(StreamEnd why) {
    LiveStream open = stream;
    if (open != null) {
      open.stop(why);
    }
    refuse(why);
  }

  private void leave() {
    SessionFeed.Subscription following = subscription;
    if (following != null) {
      following.close();
    }
  }

  private void send(CallMessage message) {
    unsent.incrementAndGet();
    socket
        .sendText(text(message))
        .subscribe()
        .with(
            done -> unsent.decrementAndGet(),
            failure -> {
              unsent.decrementAndGet();
              LOG.debugf("a message could not be sent: %s", failure);
            });
  }

  private String text(CallMessage message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
