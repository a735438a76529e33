package io.voxward.engine;

import io.voxward.engine.onnx.InferencePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The live calls of a node, followed together on the inference pool: at every beat the sound that
 * all calls have heard is listened to in one go, and each new second of speech is embedded, several
 * calls in one run of the network.
 *
 * <p>Bounds: a beat does not wait for the last one; a call still at work is left out of it. If the
 * pool refuses, the work stays with the calls and is offered again at the next beat; a call that
 * lags further than its inbox holds is told so by {@link CallVoice#hear}.
 */
public final class LiveCalls implements AutoCloseable {

  /** Hears that the voice of a call is better known; called on a thread of the pool, briefly. */
  public interface Listener {
    /** Another second of speech was embedded. */
    void voiceGrew(CallVoice call);
  }

  /** Often enough to follow every second of speech, seldom enough for batches to gather. */
  public static final Duration BEAT = Duration.ofMillis(100);

  private static final int FEWEST_CALLS_PER_TASK = 16;
  private static final int STEPS_PER_TASK = 4;
  private static final System.Logger LOG = System.getLogger(LiveCalls.class.getName());

  private final VoiceEngine engine;
  private final Map<CallVoice, Listener> joined = new ConcurrentHashMap<>();
  private final Set<CallVoice> listening = ConcurrentHashMap.newKeySet();
  private final Set<CallVoice> embedding = ConcurrentHashMap.newKeySet();
  private final AtomicLong refusedTasks = new AtomicLong();
  private final ScheduledExecutorService clock;

  private LiveCalls(VoiceEngine engine) {
    this.engine = engine;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("voxward-beat").daemon().factory());
  }

  /** Follows calls at their own beat until closed. */
  public static LiveCalls started(VoiceEngine engine, Duration beat) {
    LiveCalls calls = new LiveCalls(engine);
    ScheduledFuture<?> _ =
        calls.clock.scheduleAtFixedRate(
            calls::beat, beat.toNanos(), beat.toNanos(), TimeUnit.NANOSECONDS);
    return calls;
  }

  /** Follows calls whenever {@link #beat} is called. */
  public static LiveCalls byHand(VoiceEngine engine) {
    return new LiveCalls(engine);
  }

  /** Follows a call from now on. */
  public void join(CallVoice call, Listener listener) {
    joined.put(call, listener);
  }

  /** Follows a call no longer; work in progress on it may still end. */
  public void leave(CallVoice call) {
    joined.remove(call);
  }

  /**
   * What is going on, for metrics.
   *
   * @param calls how many are followed
   * @param mostSecondsWaiting how much sound waits in the call that lags most
   * @param refusedTasks how often the pool was full since the start
   */
  public record Load(int calls, double mostSecondsWaiting, long refusedTasks) {}

  /** What is going on now. */
  public Load load() {
    double most = joined.keySet().stream().mapToDouble(CallVoice::secondsWaiting).max().orElse(0);
    return new Load(joined.size(), most, refusedTasks.get());
  }

  /** Hands the work of all calls to the pool and returns at once. */
  public void beat() {
    List<CallVoice> toHear =
        joined.keySet().stream()
            .filter(call -> call.hasWindowWaiting() && !listening.contains(call))
            .toList();
    int threads = engine.pool().load().threads();
    int share = Math.max(FEWEST_CALLS_PER_TASK, Math.ceilDiv(toHear.size(), threads));
    for (int from = 0; from < toHear.size(); from += share) {
      listen(toHear.subList(from, Math.min(toHear.size(), from + share)));
    }
    embedDue(joined.keySet().stream().filter(call -> !listening.contains(call)).toList());
  }

  private void listen(List<CallVoice> calls) {
    offer(
        calls,
        listening,
        () -> {
          engine.listen(calls);
          return calls;
        },
        this::embedDue);
  }

  private void embedDue(List<CallVoice> calls) {
    List<CallVoice> due =
        calls.stream().filter(call -> call.isStepDue() && !embedding.contains(call)).toList();
    for (int from = 0; from < due.size(); from += STEPS_PER_TASK) {
      List<CallVoice> share = due.subList(from, Math.min(due.size(), from + STEPS_PER_TASK));
      offer(share, embedding, () -> engine.embedDue(share), this::grown);
    }
  }

  private interface Task {
    List<CallVoice> run();
  }

  private interface Then {
    void accept(List<CallVoice> calls);
  }

  private void offer(List<CallVoice> calls, Set<CallVoice> busy, Task task, Then then) {
    busy.addAll(calls);
    InferencePool.Submission<Boolean> submission =
        engine
            .pool()
            .submit(
                InferencePool.Priority.LIVE,
                () -> {
                  List<CallVoice> done = List.of();
                  try {
                    done = task.run();
                  } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "work on live calls failed", e);
                  } finally {
                    calls.forEach(busy::remove);
                  }
                  then.accept(done);
                  return true;
                });
    if (!(submission instanceof InferencePool.Submission.Accepted<Boolean>)) {
      refusedTasks.incrementAndGet();
      calls.forEach(busy::remove);
    }
  }

  private void grown(List<CallVoice> calls) {
    for (CallVoice call : calls) {
      Listener listener = joined.get(call);
      if (listener != null) {
        try {
          listener.voiceGrew(call);
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.ERROR, "the listener of a live call failed", e);
        }
      }
    }
    embedDue(new ArrayList<>(calls));
  }

  /** Stops the beat; the calls stay open and are their owners' to close. */
  @Override
  public void close() {
    clock.shutdownNow();
    joined.clear();
  }
}
