package io.voxward.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.engine.Attention;
import io.voxward.engine.onnx.InferencePool.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes calls go on: many times a second it gathers the sessions with waiting sound, hands them in
 * batches to the inference pool, which finds the speech in it, and looks at the clocks of streams
 * and sessions. Undecided calls come first; those that are decided are heard less often. What there
 * is to embed then goes to {@link CallEmbedding}.
 *
 * <p>When the pool is full a batch is not handed over: the sound waits in its buffers until the
 * next round, and a buffer that overflows ends its stream.
 */
@ApplicationScoped
public class CallPump {
  private static final Logger LOG = Logger.getLogger(CallPump.class);

  /** Sound of one call that one batch takes at most, in seconds: keeps batches short. */
  private static final double MOST_SECONDS = 2.0;

  private static final double MILLIS = 1000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LiveSessions sessions;
  private final CallEngine engine;
  private final CallEmbedding embedding;
  private final CallLoad load;
  private final KeptMemory memory;
  private final CallObservers observers;
  private final SessionEnding ending;
  private final SessionConfig config;
  private final Clock clock;
  private final double restingSeconds;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("voxward-call-pump").daemon().factory());

  /** Moves the sound of {@code sessions} to {@code engine}. */
  public CallPump(
      LiveSessions sessions,
      CallEngine engine,
      CallEmbedding embedding,
      CallLoad load,
      KeptMemory memory,
      CallObservers observers,
      SessionEnding ending,
      SessionConfig config,
      Clock clock) {
    this.sessions = sessions;
    this.engine = engine;
    this.embedding = embedding;
    this.load = load;
    this.memory = memory;
    this.observers = observers;
    this.ending = ending;
    this.config = config;
    this.clock = clock;
    this.restingSeconds = config.hearRestingEvery().toMillis() / MILLIS;
  }

  void start(@Observes StartupEvent event) {
    long period = config.hearEvery().toMillis();
    var _ =
        clockwork.scheduleAtFixedRate(
            () -> quietly(this::round), period, period, TimeUnit.MILLISECONDS);
    var _ =
        clockwork.scheduleWithFixedDelay(
            () -> quietly(() -> memory.bound(sessions.all())), 1, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clockwork.shutdown();
  }

  private static void quietly(Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.error("a round of the call pump failed", e);
    }
  }

  /** One round: clocks, then sound. */
  void round() {
    Instant now = clock.instant();
    List<LiveSession> undecided = new ArrayList<>();
    List<LiveSession> others = new ArrayList<>();
    for (LiveSession session : sessions.all()) {
      keepTime(session, now);
      if (session.reserve(restingSeconds)) {
        (session.attention() == Attention.DECIDING ? undecided : others).add(session);
      } else if (session.isFollowedByPrevious()) {
        // A model that was woken late has speech to embed though no sound comes.
        embedding.offer(session);
      }
    }
    handOverAll(undecided);
    handOverAll(others);
    embedding.goOn();
  }

  private void handOverAll(List<LiveSession> waiting) {
    for (int from = 0; from < waiting.size(); from += config.batch()) {
      handOver(waiting.subList(from, Math.min(waiting.size(), from + config.batch())));
    }
  }

  private void keepTime(LiveSession session, Instant now) {
    LiveStream stream = session.openStream();
    if (stream != null) {
      stream.enforce(config, now);
    }
    EndReason due = session.due(now);
    if (due != null) {
      ending.end(session, due);
    } else if (session.secondPassed(now, SECOND)) {
      observers.tell(session, EnumSet.of(Happening.SECOND));
    }
  }

  private void handOver(List<LiveSession> batch) {
    CompletableFuture<Boolean> done = engine.submit(Priority.HEARING, () -> hear(batch));
    if (done == null) {
      batch.forEach(this::giveBack);
      return;
    }
    var _ =
        done.whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.error("a batch of calls could not be heard", failure);
            batch.forEach(LiveSession::fail);
          }
          batch.forEach(this::giveBack);
        });
  }

  private boolean hear(List<LiveSession> batch) {
    List<CallEngine.Ear> ears = new ArrayList<>(batch.size());
    for (LiveSession session : batch) {
      ears.add(session.listen(MOST_SECONDS));
      Instant since = session.soundSince();
      if (since != null && session.attention() == Attention.DECIDING) {
        load.heard(since);
      }
    }
    engine.listen(ears);
    return true;
  }

  private void giveBack(LiveSession session) {
    Set<Happening> news = session.release();
    embedding.offer(session);
    observers.tell(session, news);
  }
}
