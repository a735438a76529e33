package io.voxward.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells events in order, for now to the log, with ids and types only; and forgets those that were
 * told long enough ago.
 */
@ApplicationScoped
public class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final int BATCH = 200;

  private final Outbox outbox;
  private final OutboxConfig config;
  private final MeterRegistry meters;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Takes events from {@code outbox}. */
  public OutboxRelay(Outbox outbox, OutboxConfig config, MeterRegistry meters) {
    this.outbox = outbox;
    this.config = config;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("outbox-relay").daemon().start(this::relayUntilStopped);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void relayUntilStopped() {
    try {
      while (!stopped.await(config.tellEvery().toMillis(), TimeUnit.MILLISECONDS)) {
        relayQuietly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void relayQuietly() {
    try {
      relay();
      forget();
    } catch (RuntimeException e) {
      LOG.warnf("events wait in the outbox: the database did not answer (%s)", e.toString());
    }
  }

  /** Tells everything that waits. */
  void relay() {
    List<Outbox.Pending> events;
    do {
      events = outbox.take(BATCH);
      for (Outbox.Pending event : events) {
        LOG.infof(
            "event type=\"%s\" eventId=%s tenantId=%s domainId=%s aggregateId=%s",
            event.type(), event.eventId(), event.tenant(), event.domain(), event.aggregate());
        meters.counter("voxward.outbox.events", "type", event.type()).increment();
      }
    } while (events.size() == BATCH);
  }

  /** Forgets everything whose time is over. */
  void forget() {
    int forgotten;
    do {
      forgotten = outbox.forgetTold(BATCH);
    } while (forgotten == BATCH);
  }
}
