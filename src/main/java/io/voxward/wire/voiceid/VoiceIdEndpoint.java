package io.voxward.wire.voiceid;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.voxward.access.SignedRequest;
import io.voxward.common.Failure;
import io.voxward.common.StoreGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /} on the wire: collects a body up to its limit on the event loop and answers on a
 * virtual thread. It stands beside the REST stack, not in it, because these calls come by the
 * thousand in a second.
 */
@ApplicationScoped
public class VoiceIdEndpoint {
  private static final Duration HEARD_OUT = Duration.ofSeconds(1);
  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final Dispatcher dispatcher;
  private final ExecutorService threads;
  private final StoreGate gate;
  private final int maxBody;
  private final Semaphore free;

  /** Answers by {@code dispatcher} on {@code threads}, while {@code gate} is open. */
  public VoiceIdEndpoint(
      Dispatcher dispatcher,
      @VirtualThreads ExecutorService threads,
      StoreGate gate,
      VoiceIdConfig config) {
    this.dispatcher = dispatcher;
    this.threads = threads;
    this.gate = gate;
    this.maxBody = config.maxBodyBytes();
    this.free = new Semaphore(config.maxCallsAtOnce());
  }

  /** Takes its place among the routes. */
  void attach(@Observes Router router) {
    router.post("/").handler(this::receive);
  }

  private void receive(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (announced(request) > maxBody) {
      refuseBody(routing);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    Collected body = new Collected(routing);
    request.handler(body::add).endHandler(_ -> body.whole());
    request.resume();
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** A body on its way in, used on its connection's event loop only. */
  private final class Collected {
    private final RoutingContext routing;
    private final Buffer bytes = Buffer.buffer();
    private boolean refused;

    Collected(RoutingContext routing) {
      this.routing = routing;
    }

    void add(Buffer part) {
      if (refused) {
        return;
      }
      if (bytes.length() + part.length() > maxBody) {
        refused = true;
        refuseBody(routing);
      } else {
        bytes.appendBuffer(part);
      }
    }

    void whole() {
      if (!refused) {
        admit(routing.request(), bytes.getBytes());
      }
    }
  }

  /**
   * Answers at once, then hears out what is still on its way for a moment, so that a client that
   * goes on sending gets to read the answer; then the connection closes.
   */
  private void refuseBody(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HttpConnection connection = request.connection();
    request.response().putHeader("Connection", "close");
    send(request.response(), Dispatcher.refusal(newRequestId(), Refusal.tooLarge(maxBody)));
    long timer = routing.vertx().setTimer(HEARD_OUT.toMillis(), _ -> connection.close());
    connection.closeHandler(_ -> routing.vertx().cancelTimer(timer));
    request.handler(_ -> {}).resume();
  }

  private void admit(HttpServerRequest request, byte[] body) {
    Optional<Failure> closed = gate.refusal();
    if (closed.isPresent()) {
      send(request.response(), Dispatcher.refusal(newRequestId(), Refusal.of(closed.get())));
      return;
    }
    if (!free.tryAcquire()) {
      send(request.response(), busy());
      return;
    }
    try {
      threads.execute(() -> {
        try {
          send(request.response(), dispatcher.answer(wireRequest(request, body)));
        } finally {
          free.release();
        }
      });
    } catch (RejectedExecutionException stopping) {
      free.release();
      send(request.response(), busy());
    }
  }

  private static WireAnswer busy() {
    return Dispatcher.refusal(
        newRequestId(), Refusal.of(new Failure.Overloaded("this node", COME_AGAIN)));
  }

  private static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  private static WireRequest wireRequest(HttpServerRequest request, byte[] body) {
    String host = request.authority() == null ? "" : request.authority().toString();
    String path = request.path() == null ? "/" : request.path();
    SignedRequest signed =
        new SignedRequest(
            request.method().name(), path, request.query(), request.headers(), host, body);
    return new WireRequest(signed, only(request, "Content-Type"), only(request, "X-Amz-Target"));
  }

  private static @Nullable String only(HttpServerRequest request, String header) {
    List<String> values = request.headers().getAll(header);
    return values.size() == 1 ? values.getFirst() : null;
  }

  private static void send(HttpServerResponse response, WireAnswer answer) {
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", WireAnswer.CONTENT_TYPE);
    response.putHeader("x-amzn-RequestId", answer.requestId());
    if (answer.exception() != null) {
      response.putHeader("x-amzn-ErrorType", answer.exception());
    }
    if (answer.retryAfter().isPositive()) {
      response.putHeader(
          "Retry-After", Long.toString(Math.max(1, answer.retryAfter().toSeconds())));
    }
    response.end(Buffer.buffer(answer.body()));
  }
}
