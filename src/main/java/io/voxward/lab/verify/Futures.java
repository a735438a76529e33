package io.voxward.lab.verify;

import io.voxward.lab.LabException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Waits for work on other threads. */
final class Futures {
  private Futures() {}

  /** The result; on a failure the pool is told to stop and the failure goes on. */
  static <T> T result(Future<T> future, ExecutorService pool) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new LabException("measuring failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new LabException("measuring was interrupted", e);
    }
  }
}
