package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.voxward.engine.Due;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.session.EmbeddingQueue.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Embeds the speech of calls, several of them together, the most urgent first. What goes next is
 * chosen when a thread of the pool is free and not before, so that a call near its decision never
 * waits behind one that has time.
 *
 * <p>Bounds: a call waits in one place at most, and so many runs are handed to the pool at a time
 * as it has threads, and for calls that nobody waits for one fewer: where a processor is idle a
 * decision finds it without waiting for the system to move another thread away.
 */
@ApplicationScoped
public class CallEmbedding {
  private static final Logger LOG = Logger.getLogger(CallEmbedding.class);

  private final CallEngine engine;
  private final CallObservers observers;
  private final CallLoad load;
  private final SessionConfig config;
  private final Clock clock;
  private final EmbeddingQueue queue = new EmbeddingQueue();
  private final AtomicInteger runningNow = new AtomicInteger();
  private final AtomicInteger runningSoon = new AtomicInteger();

  /** Runs on the pool of {@code engine}; tells {@code observers} what it brought. */
  public CallEmbedding(
      CallEngine engine,
      CallObservers observers,
      CallLoad load,
      SessionConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.engine = engine;
    this.observers = observers;
    this.load = load;
    this.config = config;
    this.clock = clock;
    waiting(meters, "live", Due.NOW);
    waiting(meters, "watch", Due.SOON);
  }

  private void waiting(MeterRegistry meters, String priority, Due due) {
    meters.gauge(
        "voxward.calls.waiting",
        List.of(Tag.of("priority", priority)),
        queue,
        waiting -> waiting.size(due));
  }

  /** Puts a call where its turn is, if there is something to embed. */
  void offer(LiveSession session) {
    Due due = session.reserveEmbedding();
    if (due != Due.NOTHING) {
      Instant since = session.soundSince();
      queue.add(session, due, since == null ? clock.instant() : since);
      start(due);
    }
  }

  /** Goes on where the pool had no room, and tells the load how long calls wait. */
  void goOn() {
    load.waiting(queue.oldest());
    start(Due.NOW);
    start(Due.SOON);
  }

  private AtomicInteger running(Due due) {
    return due == Due.NOW ? runningNow : runningSoon;
  }

  /** Hands another run to the pool if somebody waits and it has a thread to give. */
  private void start(Due due) {
    int most = Math.max(1, due == Due.NOW ? engine.threads() : engine.threads() - 1);
    AtomicInteger running = running(due);
    while (queue.size(due) > 0) {
      int before = running.get();
      if (before >= most || before >= queue.size(due)) {
        return;
      }
      if (running.compareAndSet(before, before + 1) && !handOver(due)) {
        running.decrementAndGet();
        return;
      }
    }
  }

  private boolean handOver(Due due) {
    CompletableFuture<Boolean> done =
        engine.submit(due == Due.NOW ? Priority.LIVE : Priority.WATCH, () -> run(due));
    return done != null;
  }

  private boolean run(Due due) {
    List<Place> places = queue.take(due, config.embedTogether());
    try {
      if (!places.isEmpty()) {
        embed(due, places);
      }
    } finally {
      running(due).decrementAndGet();
      start(due);
    }
    return true;
  }

  private void embed(Due due, List<Place> places) {
    boolean decides = due == Due.NOW;
    if (decides) {
      places.forEach(place -> load.taken(place.since()));
    }
    try {
      engine.embed(places.stream().map(place -> place.session().ear()).toList());
    } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
      LOG.error("the speech of calls could not be embedded", e);
      places.forEach(place -> place.session().fail());
    }
    for (Place place : places) {
      if (decides) {
        load.embedded(place.since());
      }
      observers.tell(place.session(), place.session().embedded());
      offer(place.session());
    }
  }
}
