package io.voxward.engine.onnx;

import static io.voxward.engine.onnx.InferencePool.Priority.BATCH;
import static io.voxward.engine.onnx.InferencePool.Priority.HEARING;
import static io.voxward.engine.onnx.InferencePool.Priority.LIVE;
import static io.voxward.engine.onnx.InferencePool.Priority.WATCH;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one place where networks run: platform threads of three kinds and a queue of fixed length for
 * each priority. Hearing is short and all else waits for it: it has threads of its own. Live work
 * has as many as the machine has cores. Watching and batch work, which may be long, have as many
 * again, but the operating system gives them only what the others leave ({@link
 * BackgroundPriority}). Work that finds its queue full is refused at once with {@link
 * Submission.Overloaded}, so nobody ever waits without a bound.
 *
 * <p>Bounds: whoever submits is told at once; what was accepted is run, unless the pool is closed
 * first: then its future is cancelled.
 */
public final class InferencePool implements AutoCloseable {

  /** Which work goes first. */
  public enum Priority {
    /** The sound of calls is waiting to be heard. */
    HEARING,
    /** A call is waiting for its decision. */
    LIVE,
    /** A call that is decided is looked at again: soon, but nobody is waiting. */
    WATCH,
    /** Nobody is waiting: uploads and jobs. */
    BATCH
  }

  /**
   * The size of a pool.
   *
   * @param threads how many networks run at a time for calls, and how many in the background; one
   *     for each processor core is the most that helps
   * @param liveQueue how much live work may wait, and how much hearing and watching beside it
   * @param batchQueue how much batch work may wait
   */
  public record Size(int threads, int liveQueue, int batchQueue) {
    /** Refuses a pool that could never work. */
    public Size {
      if (threads < 1 || liveQueue < 1 || batchQueue < 1) {
        throw new IllegalArgumentException("a pool needs a thread and a place in each queue");
      }
    }

    /** Enough waiting places for a second of live work on this machine, and some for batches. */
    public static Size forThisMachine() {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
      return new Size(threads, threads * LIVE_PLACES_PER_THREAD, threads * BATCH_PLACES_PER_THREAD);
    }
  }

  /** Hearing takes about a sixth of what a loaded thread does. */
  private static final int THREADS_PER_HEARER = 4;

  private static final int LIVE_PLACES_PER_THREAD = 64;
  private static final int BATCH_PLACES_PER_THREAD = 16;

  private final Size size;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workArrived = lock.newCondition();
  private final Map<Priority, Deque<Work<?>>> waiting = new EnumMap<>(Priority.class);
  private final List<Thread> threads = new ArrayList<>();
  private int running;
  private long refused;
  private long finished;
  private boolean closed;

  /** Starts the threads. */
  public InferencePool(Size size) {
    this.size = size;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
    for (int i = 0; i < size.threads(); i += THREADS_PER_HEARER) {
      start("hearing-" + i, () -> work(() -> {}, HEARING));
    }
    for (int i = 0; i < size.threads(); i++) {
      start("inference-" + i, () -> work(() -> {}, HEARING, LIVE));
      start("background-" + i, () -> work(BackgroundPriority::takeForThisThread, WATCH, BATCH));
    }
  }

  private void start(String name, Runnable work) {
    threads.add(Thread.ofPlatform().name("voxward-" + name).daemon().start(work));
  }

  private record Work<T>(Priority priority, Callable<T> task, CompletableFuture<T> result) {
    void run() {
      if (result.isCancelled()) {
        return;
      }
      try {
        result.complete(task.call());
      } catch (Exception | LinkageError | AssertionError | OutOfMemoryError e) {
        result.completeExceptionally(e);
      }
    }
  }

  /**
   * Hands over work, or refuses it at once.
   *
   * @param priority what waits for the result
   * @param task what to run on one of the pool's threads; must not wait for the pool itself
   * @return the future result, or why there will be none
   */
  public <T> Submission<T> submit(Priority priority, Callable<T> task) {
    lock.lock();
    try {
      Deque<Work<?>> queue = queueOf(priority);
      int places = priority == BATCH ? size.batchQueue() : size.liveQueue();
      if (closed) {
        return new Submission.Closed<>();
      }
      if (queue.size() >= places) {
        refused++;
        return new Submission.Overloaded<>(priority, queue.size());
      }
      Work<T> work = new Work<>(priority, task, new CompletableFuture<>());
      queue.add(work);
      // All, since not every thread takes every work.
      workArrived.signalAll();
      return new Submission.Accepted<>(work.result());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands over work and waits for its result; for callers on virtual threads.
   *
   * @return the result, or why there is none
   * @throws CompletionException with the task's own exception as its cause
   */
  public <T> Answer<T> ask(Priority priority, Callable<T> task) {
    return switch (submit(priority, task)) {
      case Submission.Accepted<T>(CompletableFuture<T> result) -> new Answer.Done<>(result.join());
      case Submission.Overloaded<T>(Priority queue, int waitingNow) ->
          new Answer.Overloaded<>(queue, waitingNow);
      case Submission.Closed<T>() -> new Answer.Closed<>();
    };
  }

  /** What became of handing over work. */
  public sealed interface Submission<T> {
    /** The work will run. */
    record Accepted<T>(CompletableFuture<T> result) implements Submission<T> {}

    /** The queue is full: try again later or elsewhere. */
    record Overloaded<T>(Priority priority, int waiting) implements Submission<T> {}

    /** The pool is closed: the node is stopping. */
    record Closed<T>() implements Submission<T> {}
  }

  /** What became of asking for a result. */
  public sealed interface Answer<T> {
    /** The result. */
    record Done<T>(T result) implements Answer<T> {}

    /** The queue is full: try again later or elsewhere. */
    record Overloaded<T>(Priority priority, int waiting) implements Answer<T> {}

    /** The pool is closed: the node is stopping. */
    record Closed<T>() implements Answer<T> {}
  }

  /**
   * What the pool is doing, for metrics.
   *
   * @param threads how many networks can run at a time
   * @param running how many run now
   * @param hearingWaiting how much hearing waits
   * @param liveWaiting how much live work waits
   * @param watchWaiting how much watching waits
   * @param batchWaiting how much batch work waits
   * @param finished how much work was run since the start
   * @param refused how much was refused as overloaded since the start
   */
  public record Load(
      int threads,
      int running,
      int hearingWaiting,
      int liveWaiting,
      int watchWaiting,
      int batchWaiting,
      long finished,
      long refused) {}

  /** What the pool is doing now. */
  public Load load() {
    lock.lock();
    try {
      return new Load(
          size.threads(),
          running,
          queueOf(HEARING).size(),
          queueOf(LIVE).size(),
          queueOf(WATCH).size(),
          queueOf(BATCH).size(),
          finished,
          refused);
    } finally {
      lock.unlock();
    }
  }

  private Deque<Work<?>> queueOf(Priority priority) {
    return Objects.requireNonNull(waiting.get(priority));
  }

  /**
   * Takes work of these priorities, the first of them first, until the pool is closed.
   *
   * @param beforeAny done once on this thread when there is work: a start has no time for it
   */
  private void work(Runnable beforeAny, Priority... mine) {
    Work<?> first = take(mine);
    beforeAny.run();
    for (Work<?> work = first; work != null; work = take(mine)) {
      try {
        work.run();
      } finally {
        countFinished();
      }
    }
  }

  private @Nullable Work<?> take(Priority... mine) {
    lock.lock();
    try {
      while (!closed) {
        for (Priority priority : mine) {
          Work<?> work = queueOf(priority).poll();
          if (work != null) {
            running++;
            return work;
          }
        }
        workArrived.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void countFinished() {
    lock.lock();
    try {
      running--;
      finished++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses new work, cancels what waits and waits for what runs. Closing twice does nothing. Must
   * not be called on one of the pool's own threads.
   */
  @Override
  public void close() {
    List<Work<?>> abandoned = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      waiting
          .values()
          .forEach(queue -> {
            abandoned.addAll(queue);
            queue.clear();
          });
      workArrived.signalAll();
    } finally {
      lock.unlock();
    }
    abandoned.forEach(work -> work.result().cancel(false));
    threads.forEach(InferencePool::awaitEnd);
  }

  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
