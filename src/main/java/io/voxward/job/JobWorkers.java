package io.voxward.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.Alphanumeric;
import io.voxward.common.StoreGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The threads of this node that work on jobs: one looks for work, each piece of work has a virtual
 * thread of its own, as many at once as configured, and one gives signs of life. What they ask of
 * the recognition goes into its queue for batches, behind every live call.
 */
@ApplicationScoped
public class JobWorkers {
  private static final Logger LOG = Logger.getLogger(JobWorkers.class);
  private static final int SIGNS_OF_LIFE_PER_LEASE = 3;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final List<JobKind> kinds;
  private final StoreGate gate;
  private final JobConfig config;
  private final JobRunner runner;
  private final Semaphore places;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong openItems = new AtomicLong();

  /** Works on jobs of {@code kinds} while {@code gate} is open. */
  public JobWorkers(
      JobLeases leases,
      @All List<JobKind> kinds,
      StoreGate gate,
      JobConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.kinds = kinds;
    this.gate = gate;
    this.config = config;
    this.runner = new JobRunner(Alphanumeric.random(), leases, kinds, config, clock, meters);
    this.places = new Semaphore(config.workers());
    Gauge.builder("voxward.job.items.open", openItems, AtomicLong::get).register(meters);
    Gauge.builder("voxward.job.working", this, JobWorkers::working).register(meters);
  }

  private int working() {
    return config.workers() - places.availablePermits();
  }

  void start(@Observes StartupEvent event) {
    if (config.workers() > 0 && !kinds.isEmpty()) {
      Thread.ofPlatform().name("jobs").daemon().start(this::workUntilStopped);
      Thread.ofPlatform().name("jobs-alive").daemon().start(this::giveSignsUntilStopped);
    }
  }

  /** There is work: no need to wait for the next look. */
  void submitted(@Observes(during = TransactionPhase.AFTER_SUCCESS) Jobs.Submitted event) {
    news.release();
  }

  /** Lets work in progress end for a moment, then gives back what is left. */
  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
    news.release();
    if (config.workers() == 0 || kinds.isEmpty()) {
      return;
    }
    try {
      if (!places.tryAcquire(config.workers(), STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("work on jobs is given back unfinished");
      }
      runner.giveBack();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("leases could not be given back, they run out by themselves (%s)", e.toString());
    }
  }

  private void workUntilStopped() {
    try {
      while (!isStopped()) {
        if (!startSome()) {
          boolean _ = news.tryAcquire(config.lookEvery().toMillis(), TimeUnit.MILLISECONDS);
        }
        int _ = news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Begins as much work as there are places; false if there is none. */
  private boolean startSome() throws InterruptedException {
    places.acquire();
    int free = 1 + places.drainPermits();
    List<Runnable> taken = List.of();
    try {
      if (!isStopped() && gate.isOpen()) {
        taken = runner.take(free);
      }
    } catch (RuntimeException e) {
      LOG.warnf("jobs wait: the database did not answer (%s)", e.toString());
    } finally {
      places.release(free - taken.size());
    }
    taken.forEach(work -> Thread.ofVirtual().name("job").start(() -> run(work)));
    return !taken.isEmpty();
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf(e, "work on a job broke off; it is taken again when its lease has run out");
    } finally {
      places.release();
      news.release();
    }
  }

  private void giveSignsUntilStopped() {
    long every = config.lease().dividedBy(SIGNS_OF_LIFE_PER_LEASE).toMillis();
    try {
      while (!stopped.await(every, TimeUnit.MILLISECONDS)) {
        giveSign();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveSign() {
    try {
      runner.prolong();
      openItems.set(runner.openItems());
    } catch (RuntimeException e) {
      LOG.warnf("no sign of life could be given: the database did not answer (%s)", e.toString());
    }
  }
}
