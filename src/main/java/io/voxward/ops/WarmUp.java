package io.voxward.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.voxward.common.Rehearsal;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.engine.onnx.InferencePool.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Rehearses a call once the node answers, and says when that is over: a process that has just
 * started takes seconds for its first call, which a platform does not wait for. It runs on the
 * inference pool's background threads, so whoever calls meanwhile goes first; a load balancer waits
 * for readiness.
 */
@ApplicationScoped
public class WarmUp {
  private static final Logger LOG = Logger.getLogger(WarmUp.class);
  private static final double MILLIS = 1000;

  private final List<Rehearsal> rehearsals;
  private final InferencePool pool;
  private final WarmUpConfig config;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Instant until;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean over;
  private volatile Duration took = Duration.ZERO;

  /** Will go through all {@code rehearsals} on the pool of {@code engine}. */
  @Inject
  public WarmUp(
      @All List<Rehearsal> rehearsals,
      VoiceEngine engine,
      WarmUpConfig config,
      MeterRegistry meters,
      Clock clock) {
    this(rehearsals, engine.pool(), config, meters, clock);
  }

  WarmUp(
      List<Rehearsal> rehearsals,
      InferencePool pool,
      WarmUpConfig config,
      MeterRegistry meters,
      Clock clock) {
    this.rehearsals = List.copyOf(rehearsals);
    this.pool = pool;
    this.config = config;
    this.meters = meters;
    this.clock = clock;
    this.until = clock.instant().plus(config.atMost());
    this.over = !config.enabled();
    Gauge.builder("voxward.warm.up.seconds", this, WarmUp::secondsTaken).register(meters);
  }

  void listening(@ObservesAsync HttpServerStart event) {
    begin();
  }

  void listening(@ObservesAsync HttpsServerStart event) {
    begin();
  }

  /** Whether the node is as quick as it will be, or has had its time for that. */
  boolean isOver() {
    return over || !clock.instant().isBefore(until);
  }

  /** Begins, once. */
  void begin() {
    if (!over && begun.compareAndSet(false, true)) {
      handOver(rehearsals.iterator(), clock.instant());
    }
  }

  /**
   * One after the other, so that a node that stops meanwhile waits for one of them at most. A pool
   * whose queue is full has work, and needs no rehearsal.
   */
  private void handOver(Iterator<Rehearsal> left, Instant since) {
    if (pool.submit(Priority.BATCH, () -> goOn(left, since)) instanceof Submission.Overloaded) {
      over = true;
    }
  }

  private boolean goOn(Iterator<Rehearsal> left, Instant since) {
    if (left.hasNext() && !isOver()) {
      rehearse(left.next());
      handOver(left, since);
    } else {
      took = Duration.between(since, clock.instant());
      if (left.hasNext()) {
        LOG.warnf("not warm after %s: the first calls may be slow", config.atMost());
      } else {
        LOG.infof("warmed up in %d ms", took.toMillis());
      }
      over = true;
    }
    return over;
  }

  private double secondsTaken() {
    return took.toMillis() / MILLIS;
  }

  private void rehearse(Rehearsal rehearsal) {
    try {
      rehearsal.rehearse();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      meters.counter("voxward.warm.up.failed").increment();
      LOG.warnf(
          e, "a part of a call could not be rehearsed: %s", rehearsal.getClass().getSimpleName());
    }
  }
}
