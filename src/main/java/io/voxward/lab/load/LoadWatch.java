package io.voxward.lab.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Looks every few seconds at who uses the processors, and at the service's memory. */
final class LoadWatch implements AutoCloseable {
  private static final long EVERY_SECONDS = 5;

  /** A look asks twice, for ten seconds each at most. */
  private static final long LONGEST_LOOK_SECONDS = 25;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final IntSupplier lines;
  private final List<Look> looks = new ArrayList<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("load-watch").daemon().factory());

  /**
   * One look.
   *
   * @param atNanos when
   * @param lines streams at that time
   */
  record Look(long atNanos, int lines, ProcessorTime used, ServiceState state) {}

  /** Looks at {@code service} from now on. */
  LoadWatch(URI service, IntSupplier lines) {
    this.service = service;
    this.lines = lines;
    var _ = clockwork.scheduleAtFixedRate(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      ServiceState state = ServiceState.now(http, service);
      ProcessorTime used = ProcessorTime.now(http, service);
      synchronized (looks) {
        looks.add(new Look(System.nanoTime(), lines.getAsInt(), used, state));
      }
    } catch (IOException serviceIsBusy) {
      // The next look says more.
    }
  }

  /** Everything that was seen. */
  List<Look> looks() {
    synchronized (looks) {
      return List.copyOf(looks);
    }
  }

  /** Ends after the look in progress: a request that is interrupted may never count as over. */
  @Override
  public void close() {
    clockwork.shutdown();
    try {
      var _ = clockwork.awaitTermination(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
