package io.voxward.common;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A daemon thread that looks at something again and again until it is stopped. A look that fails is
 * logged, and the next one comes all the same.
 */
public final class Lookout {
  private static final Logger LOG = Logger.getLogger(Lookout.class);

  private final String name;
  private final Duration every;
  private final Runnable look;
  private final String blind;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Is not looking yet.
   *
   * @param name of the thread
   * @param every the pause before each look
   * @param blind what is said when a look fails
   */
  public Lookout(String name, Duration every, Runnable look, String blind) {
    this.name = name;
    this.every = every;
    this.look = look;
    this.blind = blind;
  }

  /** Begins to look. */
  public void start() {
    Thread.ofPlatform().name(name).daemon().start(this::lookUntilStopped);
  }

  /** Looks no more. */
  public void stop() {
    stopped.countDown();
  }

  private void lookUntilStopped() {
    try {
      while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        lookQuietly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookQuietly() {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warnf("%s (%s)", blind, e.toString());
    }
  }
}
