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
  private final Runs now;
  private final Runs soon;

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
    this.now = new Runs(engine.threads());
    this.soon = new Runs(Math.max(1, engine.threads() - 1));
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
    load.waiting(queue.oldest(Due.NOW), queue.oldest(Due.SOON));
    start(Due.NOW);
    start(Due.SOON);
  }

  private Runs runs(Due due) {
    return due == Due.NOW ? now : soon;
  }

  /** Hands another run to the pool if somebody waits and it has a thread to give. */
  private void start(Due due) {
    Runs runs = runs(due);
    while (runs.next(queue.size(due))) {
      if (!handOver(due)) {
        runs.refused();
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
    runs(due).begun();
    try {
      if (!places.isEmpty()) {
        embed(due, places);
      }
    } finally {
      runs(due).over();
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

  /** Counts the runs of one urgency: those that the pool has not begun, and those that run. */
  private static final class Runs {
    private final int most;
    private int handedOver;
    private int running;

    Runs(int most) {
      this.most = most;
    }

    /** Counts another run if there is room for it and a call that those not begun leave waiting. */
    synchronized boolean next(int calls) {
      boolean wanted = handedOver < calls && handedOver + running < most;
      handedOver += wanted ? 1 : 0;
      return wanted;
    }

    synchronized void refused() {
      handedOver--;
    }

    synchronized void begun() {
      handedOver--;
      running++;
    }

    synchronized void over() {
      running--;
    }
  }
}
