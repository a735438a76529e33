package io.voxward.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
 * Makes calls go on: a dozen times a second it gathers the sessions with waiting sound, hands them
 * in batches to the inference pool, and looks at the clocks of streams and sessions.
 *
 * <p>When the pool is full a batch is not handed over: the sound waits in its buffers until the
 * next round, and a buffer that overflows ends its stream.
 */
@ApplicationScoped
public class CallPump {
  private static final Logger LOG = Logger.getLogger(CallPump.class);

  /** Sound of one call that one batch takes at most, in seconds: keeps batches short. */
  private static final double MOST_SECONDS = 2.0;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LiveSessions sessions;
  private final CallEngine engine;
  private final CallObservers observers;
  private final SessionEnding ending;
  private final SessionConfig config;
  private final Clock clock;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("voxward-call-pump").daemon().factory());

  /** Moves the sound of {@code sessions} to {@code engine}. */
  public CallPump(
      LiveSessions sessions,
      CallEngine engine,
      CallObservers observers,
      SessionEnding ending,
      SessionConfig config,
      Clock clock) {
    this.sessions = sessions;
    this.engine = engine;
    this.observers = observers;
    this.ending = ending;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    long period = config.hearEvery().toMillis();
    var _ =
        clockwork.scheduleWithFixedDelay(this::roundQuietly, period, period, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clockwork.shutdown();
  }

  private void roundQuietly() {
    try {
      round();
    } catch (RuntimeException e) {
      LOG.error("a round of the call pump failed", e);
    }
  }

  /** One round: clocks, then sound. */
  void round() {
    Instant now = clock.instant();
    List<LiveSession> batch = new ArrayList<>(config.batch());
    for (LiveSession session : sessions.all()) {
      keepTime(session, now);
      if (session.reserve()) {
        batch.add(session);
        if (batch.size() == config.batch()) {
          handOver(batch);
          batch = new ArrayList<>(config.batch());
        }
      }
    }
    if (!batch.isEmpty()) {
      handOver(batch);
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
    CompletableFuture<Boolean> done = engine.submit(() -> hear(batch));
    if (done == null) {
      batch.forEach(this::giveBack);
      return;
    }
    var _ =
        done.whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.error("a batch of calls could not be heard", failure);
            batch.forEach(this::fail);
          }
          batch.forEach(this::giveBack);
        });
  }

  private boolean hear(List<LiveSession> batch) {
    engine.advance(batch.stream().map(session -> session.listen(MOST_SECONDS)).toList());
    return true;
  }

  private void fail(LiveSession session) {
    LiveStream stream = session.openStream();
    if (stream != null) {
      stream.stop(StreamEnd.INTERNAL);
    }
  }

  private void giveBack(LiveSession session) {
    Set<Happening> news = session.release();
    observers.tell(session, news);
  }
}
