package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.voxward.common.FailureException;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Waits for decisions that are open, without a thread: who waits is a listener of the session's
 * news and a timer, some hundred bytes, until the decision comes, the time is over or the one who
 * asked goes away.
 */
@ApplicationScoped
public class EvaluationWaits {
  private final Evaluations evaluations;
  private final SessionFeed feed;
  private final EvaluationConfig config;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("voxward-check-timer").daemon().factory());

  /** Waits for the decisions of {@code evaluations}, told by {@code feed}. */
  public EvaluationWaits(
      Evaluations evaluations, SessionFeed feed, EvaluationConfig config, MeterRegistry meters) {
    this.evaluations = evaluations;
    this.feed = feed;
    this.config = config;
    timer.setRemoveOnCancelPolicy(true);
    meters.gauge("voxward.checks.waiting", waiting);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  /**
   * The decisions, after waiting for those that are open. Looks once on the caller's thread and
   * returns; cancelling what it returns ends the wait.
   *
   * @param longest how long to wait at most; refused when longer than configured
   * @return fails with {@code SESSION_ENDED} if the session ends meanwhile
   */
  public CompletableFuture<Evaluation> settled(LiveSession session, Duration longest) {
    if (longest.isNegative() || longest.toSeconds() > config.longestCheckSeconds()) {
      throw FailureException.invalid(
          "wait", "must be 0 to " + config.longestCheckSeconds() + " seconds");
    }
    Wait wait = new Wait(session);
    wait.begin(longest);
    return wait.answer;
  }

  /** How many wait. */
  int waiting() {
    return waiting.get();
  }

  private final class Wait {
    final LiveSession session;
    final CompletableFuture<Evaluation> answer = new CompletableFuture<>();
    private volatile boolean timeOver;

    Wait(LiveSession session) {
      this.session = session;
    }

    void begin(Duration longest) {
      // First listen, then look: nothing can happen unnoticed in between.
      SessionFeed.Subscription subscription = feed.subscribe(session.id(), this::hear);
      waiting.incrementAndGet();
      @Nullable Future<?> bell = null;
      try {
        timeOver = longest.isZero();
        look();
        if (!answer.isDone()) {
          bell = timer.schedule(this::ring, longest.toNanos(), TimeUnit.NANOSECONDS);
        }
      } finally {
        cleanUpAfterwards(subscription, bell);
      }
    }

    private void cleanUpAfterwards(
        SessionFeed.Subscription subscription, @Nullable Future<?> bell) {
      var _ =
          answer.whenComplete((_, _) -> {
            subscription.close();
            waiting.decrementAndGet();
            if (bell != null) {
              bell.cancel(false);
            }
          });
    }

    /** Called by whoever tells the news: takes the decision that is told, or has it looked for. */
    private void hear(SessionNews news) {
      switch (news) {
        case Evaluation told when told.settled() -> answer.complete(told);
        case CallProgress progress when progress.streaming() == StreamingStatus.ENDED ->
            lookElsewhere();
        case SessionNews.Ended _ -> lookElsewhere();
        default -> {}
      }
    }

    private void ring() {
      timeOver = true;
      lookElsewhere();
    }

    private void lookElsewhere() {
      Thread.ofVirtual().name("check").start(this::look);
    }

    private void look() {
      if (answer.isDone()) {
        return;
      }
      try {
        boolean last = timeOver;
        Evaluation now = evaluations.evaluate(session);
        if (now.settled() || last) {
          answer.complete(now);
        }
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
