package io.voxward.wire.dialect;

import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import io.voxward.common.FailureException;
import io.voxward.session.SessionNews;
import io.voxward.wire.stream.MessageConfig;
import io.voxward.wire.stream.MessageLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the calls of platforms that stream over a WebSocket. */
@ApplicationScoped
public class SocketCalls {
  private final DialectCalls calls;
  private final Vertx vertx;
  private final SocketConfig config;
  private final MessageConfig limits;
  private final Clock clock;

  /** Lets in by {@code calls}. */
  public SocketCalls(
      DialectCalls calls, Vertx vertx, SocketConfig config, MessageConfig limits, Clock clock) {
    this.calls = calls;
    this.vertx = vertx;
    this.config = config;
    this.limits = limits;
    this.clock = clock;
  }

  /** Finds out whose call it is and opens it; may look into the database. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the call.
     *
     * @throws FailureException if a parameter of it breaks a rule
     */
    CallOpening open(CallListener listener);
  }

  /**
   * The call of a socket that was just opened.
   *
   * @param words what the platform is told of news, as a text message; nothing where absent
   */
  public SocketCall call(
      Dialect dialect, WebSocketConnection socket, Function<SessionNews, @Nullable String> words) {
    SocketCall call = new SocketCall(this, dialect, socket, words, new MessageLimit(limits, clock));
    call.await(config.firstMessageWithin());
    return call;
  }

  /** Opens a call, on a virtual thread. */
  @ActivateRequestContext
  CallOpening open(Dialect dialect, Opener opener, CallListener listener) {
    try {
      return opener.open(listener);
    } catch (FailureException e) {
      return refused(dialect, CallRefusal.of(e.failure()));
    }
  }

  /** Counts a refusal of a dialect's own. */
  CallOpening refused(Dialect dialect, CallRefusal why) {
    calls.refused(dialect, why);
    return new CallOpening.Refused(why);
  }

  /** Does something later; {@link #cancel} takes the number. */
  long later(Duration delay, Runnable what) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), timer -> what.run());
  }

  void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  Duration refusalDelay() {
    return config.refusalDelay();
  }
}
