package io.voxward.wire.audiohook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.voxward.evaluation.CallProgress;
import io.voxward.evaluation.Evaluation;
import io.voxward.instance.Instance;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.session.StreamEnd;
import io.voxward.wire.call.EvaluationBody;
import io.voxward.wire.dialect.CallListener;
import io.voxward.wire.dialect.CallOpening;
import io.voxward.wire.dialect.DialectCall;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One socket with its conversation and its call. Everything happens on the socket's event loop, in
 * the order it came; only the opening of a call looks into the database, on a thread of its own.
 *
 * <p>Bounds: a receiver that does not read is hung up on once {@link #MOST_UNSENT} messages wait
 * for it.
 */
final class AudioHookConnection implements CallListener {
  private static final Logger LOG = Logger.getLogger(AudioHookConnection.class);
  private static final int MOST_UNSENT = 256;
  private static final int TRY_AGAIN_LATER = 1013;

  /** What a connection needs of its server. */
  interface Server {
    /** Opens the call of this connection; on a virtual thread. */
    CallOpening open(AudioHookConnection connection, Step.OpenCall request);

    /** Counts what the steps say. */
    void count(Step step);
  }

  private final WebSocketConnection socket;
  private final Instance instance;
  private final Context context;
  private final Conversation conversation;
  private final Server server;
  private final ObjectMapper json;
  private final AtomicInteger unsent = new AtomicInteger();
  private boolean gone;
  private volatile @Nullable DialectCall call;

  AudioHookConnection(
      WebSocketConnection socket,
      Instance instance,
      Context context,
      Conversation conversation,
      Server server,
      ObjectMapper json) {
    this.socket = socket;
    this.instance = instance;
    this.context = context;
    this.conversation = conversation;
    this.server = server;
    this.json = json;
  }

  /** The installation it was let in for. */
  Instance instance() {
    return instance;
  }

  /** A text message came. */
  void said(String text) {
    DialectCall open = call;
    if (open != null) {
      open.alive();
    }
    follow(conversation.said(text));
  }

  /** A binary message came. */
  void heard(Buffer audio) {
    switch (conversation.audio(audio.length())) {
      case HEARD -> {
        DialectCall open = call;
        if (open != null) {
          open.hear(ByteBuffer.wrap(audio.getBytes()));
        }
      }
      case PASSED_OVER -> {}
      case WRONG -> follow(conversation.wrongAudio());
      case TOO_MANY -> follow(conversation.tooMany());
    }
  }

  /** A ping or pong of the socket itself came. */
  void control() {
    follow(conversation.control());
  }

  /** Time passed; any thread. */
  void tick() {
    if (conversation.isDue()) {
      context.runOnContext(now -> follow(conversation.tick()));
    }
  }

  @Override
  public void news(SessionNews news) {
    context.runOnContext(now -> {
      switch (news) {
        case Evaluation evaluation -> follow(conversation.decided(EvaluationBody.of(evaluation)));
        case CallProgress progress when progress.streaming() == StreamingStatus.ENDED ->
            follow(conversation.heardAll());
        case SessionNews.Pause(boolean on) -> follow(conversation.pauseWanted(on));
        case SessionNews.Ended _ -> {
          follow(conversation.heardAll());
          follow(conversation.stopped(StreamEnd.SESSION_ENDED));
        }
        default -> {}
      }
    });
  }

  @Override
  public void stopped(StreamEnd why) {
    context.runOnContext(now -> follow(conversation.stopped(why)));
  }

  /** Our side failed. */
  void failed() {
    follow(conversation.stopped(StreamEnd.INTERNAL));
    endCall(StreamEnd.INTERNAL);
  }

  /** The call goes on over another connection; any thread. */
  void superseded() {
    endCall(StreamEnd.CONNECTION_LOST);
  }

  /** The socket is closed. */
  void closed(StreamEnd why) {
    gone = true;
    endCall(why);
    DialectCall open = call;
    if (open != null) {
      open.leave();
    }
  }

  private void endCall(StreamEnd why) {
    DialectCall open = call;
    if (open != null) {
      open.closed(why);
    }
  }

  private void follow(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Say(ServerMessage message) -> send(message);
        case Step.OpenCall request -> open(request);
        case Step.PauseCall() -> withCall(DialectCall::pause);
        case Step.ResumeCall() -> withCall(DialectCall::resume);
        case Step.EndCall(StreamEnd why) -> endCall(why);
        case Step.HangUp(int code, String reason) -> hangUp(code, reason);
        case Step.CountRefusal _, Step.CountDiscarded _, Step.CountComplaint _ ->
            server.count(step);
      }
    }
  }

  private void withCall(Consumer<DialectCall> action) {
    DialectCall open = call;
    if (open != null) {
      action.accept(open);
    }
  }

  private void open(Step.OpenCall request) {
    var _ =
        Thread.ofVirtual()
            .name("audiohook-open")
            .start(() -> {
              CallOpening opening = server.open(this, request);
              context.runOnContext(now -> opened(opening));
            });
  }

  private void opened(CallOpening opening) {
    switch (opening) {
      case CallOpening.Refused(var why) -> follow(conversation.refused(why));
      case CallOpening.Opened(DialectCall opened) -> {
        if (gone || !conversation.isOpening()) {
          opened.closed(StreamEnd.DONE);
          opened.leave();
          return;
        }
        call = opened;
        follow(conversation.opened());
        if (opened.session().isPaused()) {
          follow(conversation.pauseWanted(true));
        }
        opened.listen();
      }
    }
  }

  private void hangUp(int code, String reason) {
    socket
        .close(new CloseReason(code, reason))
        .subscribe()
        .with(done -> {}, failure -> LOG.debugf("a socket was closed already: %s", failure));
  }

  private void send(ServerMessage message) {
    if (gone) {
      return;
    }
    if (unsent.incrementAndGet() > MOST_UNSENT) {
      hangUp(TRY_AGAIN_LATER, "too many messages wait for their receiver");
      return;
    }
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

  private String text(ServerMessage message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }
}
