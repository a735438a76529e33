package io.voxward.wire.audiohook;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.voxward.instance.Instance;
import io.voxward.wire.audiohook.BadHandshake.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Lets only connections through whose handshake is proven. A refusal comes a fixed time after the
 * request, whatever was wrong, so that its time tells nothing; it waits on a timer, not a thread.
 */
@ApplicationScoped
public class HandshakeCheck implements HttpUpgradeCheck {
  /** The installation that a connection was let in for. */
  static final TypedKey<Instance> INSTANCE = new TypedKey<>("audiohook.instance");

  private static final Logger LOG = Logger.getLogger(HandshakeCheck.class);

  private static final String INFLATER = "inflated-frames";
  private static final String VERSION = "13";
  private static final long TELL_EVERY_NANOS = 1_000_000_000L;

  private final Handshakes handshakes;
  private final MeterRegistry meters;
  private final Duration refuseAfter;
  private final int most;
  private final boolean deflate;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong tellFrom = new AtomicLong(System.nanoTime());

  /** Checks by {@code handshakes} and counts in {@code meters}. */
  public HandshakeCheck(Handshakes handshakes, AudioHookConfig config, MeterRegistry meters) {
    this.handshakes = handshakes;
    this.meters = meters;
    this.refuseAfter = config.refuseAfter();
    this.most = config.mostHandshakes();
    this.deflate = config.deflate();
    meters.gauge("voxward.audiohook.handshakes", underWay);
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return AudioHookSocket.ENDPOINT.equals(endpointId);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext request) {
    if (underWay.incrementAndGet() > most) {
      underWay.decrementAndGet();
      return Uni.createFrom().item(refusal(Fault.BUSY));
    }
    Context here = requireNonNull(Vertx.currentContext(), "requests have a context");
    long begun = System.nanoTime();
    Handshake handshake = read(request.httpRequest());
    return Uni.createFrom()
        .<CheckResult>emitter(answer ->
            Thread.ofVirtual()
                .name("audiohook-handshake")
                .start(() -> check(request, handshake, here, begun, answer)))
        .onTermination()
        .invoke(() -> underWay.decrementAndGet());
  }

  private static Handshake read(HttpServerRequest request) {
    return Handshake.of(
        request.uri(),
        String.valueOf(request.authority()),
        List.copyOf(request.headers().entries()));
  }

  private void check(
      HttpUpgradeContext request,
      Handshake handshake,
      Context here,
      long begun,
      UniEmitter<? super CheckResult> answer) {
    Fault fault;
    try {
      request.userData().put(INSTANCE, handshakes.verify(handshake));
      here.runOnContext(done -> answer.complete(permit(request.httpRequest())));
      return;
    } catch (BadHandshake e) {
      tell(e);
      fault = e.fault();
    } catch (RuntimeException e) {
      LOG.error("a handshake could not be checked", e);
      fault = Fault.INTERNAL;
    }
    CheckResult refusal = refusal(fault);
    long gone = (System.nanoTime() - begun) / 1_000_000;
    long left = Math.max(1, refuseAfter.toMillis() - gone + 1);
    here.runOnContext(now -> here.owner().setTimer(left, over -> answer.complete(refusal)));
  }

  /**
   * Lets in, and takes what the client offers of compression. Vert.x's own takes no part: it would
   * take offers on every path and unpack without a bound.
   */
  private CheckResult permit(HttpServerRequest request) {
    Optional<Deflation> agreed = agreed(request);
    if (agreed.isEmpty() || !(request.connection() instanceof Http1xServerConnection connection)) {
      return CheckResult.permitUpgradeSync();
    }
    ChannelHandlerContext reader = connection.channelHandlerContext();
    if (reader.isRemoved()) {
      return CheckResult.permitUpgradeSync(); // It is gone: nothing will be answered.
    }
    reader.pipeline().addBefore(reader.name(), INFLATER, new InflatedFrames(agreed.get(), meters));
    return CheckResult.permitUpgradeSync(Map.of(Deflation.HEADER, List.of(agreed.get().answer())));
  }

  private Optional<Deflation> agreed(HttpServerRequest request) {
    return deflate && VERSION.equals(request.getHeader("Sec-WebSocket-Version"))
        ? Deflation.first(request.headers().getAll(Deflation.HEADER))
        : Optional.empty();
  }

  /** Strangers can make refusals as many as they like, so the log has one in a while. */
  private void tell(BadHandshake refused) {
    long now = System.nanoTime();
    long due = tellFrom.get();
    if (now - due >= 0 && tellFrom.compareAndSet(due, now + TELL_EVERY_NANOS)) {
      LOG.warnf("a handshake is refused reason=%s: %s", refused.fault(), refused.getMessage());
    }
  }

  private CheckResult refusal(Fault fault) {
    meters.counter("voxward.audiohook.handshakes.refused", "reason", fault.name()).increment();
    return CheckResult.rejectUpgradeSync(
        fault.status(),
        fault.status() == 401
            ? Map.of("WWW-Authenticate", List.of("Signature error=\"" + fault.word() + "\""))
            : Map.of("Retry-After", List.of("5")));
  }
}
