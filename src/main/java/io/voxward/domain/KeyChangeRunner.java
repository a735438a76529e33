package io.voxward.domain;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks for changes of domains' keys that are due, as long as the node runs. */
@ApplicationScoped
public class KeyChangeRunner {
  private static final Logger LOG = Logger.getLogger(KeyChangeRunner.class);
  private static final long PERIOD_MILLIS = 2000;

  private final KeyChanges changes;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Has {@code changes} carried out. */
  public KeyChangeRunner(KeyChanges changes) {
    this.changes = changes;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("key-changes").daemon().start(this::runUntilStopped);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  private void runUntilStopped() {
    try {
      while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        runQuietly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runQuietly() {
    try {
      boolean more;
      do {
        more = changes.carryOutOne();
      } while (more && stopped.getCount() > 0);
    } catch (RuntimeException e) {
      LOG.warnf("changes of domains' keys wait: the database did not answer (%s)", e.toString());
    }
  }
}
