package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.session.CallObserver;
import io.voxward.session.Happening;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionState;
import io.voxward.session.Sessions;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about live sessions: made anew whenever there is more speech or something changed,
 * and whenever somebody asks; written down when they change; told to whoever listens.
 */
@ApplicationScoped
public class Evaluations implements CallObserver {
  /** What cannot change a decision that is made. */
  private static final Set<Happening> UNMOVED = EnumSet.of(Happening.SECOND, Happening.SPEECH);

  private final Situations situations;
  private final DecisionRecords records;
  private final Sessions sessions;
  private final SessionFeed feed;
  private final EvaluationConfig config;
  private final MeterRegistry meters;
  private final Map<SessionId, Course> courses = new ConcurrentHashMap<>();

  /** What is remembered of one session's decisions. */
  private static final class Course {
    final ReentrantLock turn = new ReentrantLock();
    final Judge judge = new Judge();
    volatile @Nullable Evaluation recorded;
  }

  /** Judges by {@code situations}, writes to {@code records}, tells {@code feed}. */
  public Evaluations(
      Situations situations,
      DecisionRecords records,
      Sessions sessions,
      SessionFeed feed,
      EvaluationConfig config,
      MeterRegistry meters) {
    this.situations = situations;
    this.records = records;
    this.sessions = sessions;
    this.feed = feed;
    this.config = config;
    this.meters = meters;
  }

  /**
   * The decisions now.
   *
   * @throws FailureException {@code SESSION_ENDED} if the session ended meanwhile
   */
  public Evaluation evaluate(LiveSession session) {
    return evaluate(session, Set.of());
  }

  private Evaluation evaluate(LiveSession session, Set<Happening> news) {
    Course course = courses.computeIfAbsent(session.id(), id -> new Course());
    course.turn.lock();
    try {
      Evaluation now = judge(session, course);
      if (session.state() instanceof SessionState.Ended) {
        courses.remove(session.id());
        throw FailureException.conflict(ConflictKind.SESSION_ENDED, "the session has ended");
      }
      tell(session, course, now, news, remember(session, course, now));
      return now;
    } finally {
      course.turn.unlock();
    }
  }

  private Evaluation judge(LiveSession session, Course course) {
    long begun = System.nanoTime();
    Situations.Gathered gathered = situations.gather(session);
    Situation now = gathered.situation();
    Authentication authentication = course.judge.authenticate(now);
    FraudDetection fraud = course.judge.detectFraud(now, authentication);
    meters
        .timer("voxward.evaluation.duration")
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return new Evaluation(
        session.id(),
        session.name(),
        now.streaming(),
        now.heard().netSpeechSeconds(),
        Judge.secondsStillNeeded(now, authentication, fraud),
        authentication,
        fraud,
        gathered.speakerStatus(),
        situations.calibration(),
        gathered.at());
  }

  /** Writes the evaluation down if it changed something; says whether it did. */
  private boolean remember(LiveSession session, Course course, Evaluation now) {
    Evaluation before = course.recorded;
    if (now.sameResults(before)) {
      return false;
    }
    Authentication authentication = now.authentication();
    boolean newlyAccepted =
        authentication != null
            && authentication.decision() == AuthenticationDecision.ACCEPT
            && !sameAuthentication(before, authentication);
    Speaker accepted = newlyAccepted ? situations.claimed(session) : null;
    records.write(session, now, accepted);
    course.recorded = now;
    count(before, now);
    return true;
  }

  private static boolean sameAuthentication(
      @Nullable Evaluation before, Authentication authentication) {
    return before != null && authentication.equals(before.authentication());
  }

  private void count(@Nullable Evaluation before, Evaluation now) {
    Authentication authentication = now.authentication();
    if (authentication != null
        && (before == null || !authentication.equals(before.authentication()))) {
      meters
          .counter(
              "voxward.decisions",
              "kind",
              "authentication",
              "decision",
              authentication.decision().name())
          .increment();
    }
    FraudDetection fraud = now.fraud();
    if (fraud != null && (before == null || !fraud.equals(before.fraud()))) {
      meters
          .counter("voxward.decisions", "kind", "fraud", "decision", fraud.decision().name())
          .increment();
    }
  }

  /** Tells the decisions that appeared or changed, and how the call goes on. */
  private void tell(
      LiveSession session, Course course, Evaluation now, Set<Happening> news, boolean changed) {
    boolean saysSomething = anyDecision(now);
    boolean streamOpened = news.contains(Happening.STREAM_OPENED);
    if (saysSomething && (changed || streamOpened)) {
      feed.publish(session.id(), now);
    }
    boolean streamEnded = news.contains(Happening.STREAM_ENDED);
    if (streamOpened || streamEnded || news.contains(Happening.SECOND)) {
      feed.publish(
          session.id(),
          new CallProgress(
              now.streaming(),
              now.netSpeechSeconds(),
              now.secondsStillNeeded(),
              course.judge.scoreSoFar()));
    }
    if (now.decided() && session.settings().endWhenDecided()) {
      sessions.endStreamDecided(session);
    }
  }

  private static boolean anyDecision(Evaluation now) {
    Authentication authentication = now.authentication();
    FraudDetection fraud = now.fraud();
    return (authentication != null && !authentication.open()) || (fraud != null && !fraud.open());
  }

  /**
   * The decisions, after waiting for those that are open.
   *
   * @param longest how long to wait at most; refused when longer than configured
   */
  public Evaluation await(LiveSession session, Duration longest) throws InterruptedException {
    if (longest.isNegative() || longest.toSeconds() > config.longestCheckSeconds()) {
      throw FailureException.invalid(
          "wait", "must be 0 to " + config.longestCheckSeconds() + " seconds");
    }
    Semaphore news = new Semaphore(0);
    SessionFeed.Subscription subscription =
        feed.subscribe(session.id(), something -> news.release());
    try {
      long deadline = System.nanoTime() + longest.toNanos();
      Evaluation now = evaluate(session);
      while (!now.settled()
          && news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
        now = evaluate(session);
      }
      return now;
    } finally {
      subscription.close();
    }
  }

  @Override
  public void happened(LiveSession session, Set<Happening> what) {
    if (session.state() instanceof SessionState.Ended) {
      courses.remove(session.id());
      return;
    }
    Course course = courses.get(session.id());
    Evaluation last = course == null ? null : course.recorded;
    if (course != null && last != null && nothingToDecide(last, what)) {
      tellProgress(session, last, course.judge.scoreSoFar(), what);
      restOrWake(session, last);
    } else {
      Evaluation now = evaluate(session, what);
      restOrWake(session, now);
    }
  }

  /** Whether the last decisions still stand after this, without looking into the database. */
  private static boolean nothingToDecide(Evaluation last, Set<Happening> what) {
    return what.equals(EnumSet.of(Happening.SECOND))
        || (last.decided() && UNMOVED.containsAll(what));
  }

  private void tellProgress(
      LiveSession session, Evaluation last, @Nullable DisplayScore score, Set<Happening> what) {
    if (what.contains(Happening.SECOND)) {
      double speech = session.heard().netSpeechSeconds();
      double more = speech - last.netSpeechSeconds();
      feed.publish(
          session.id(),
          new CallProgress(
              session.state().streaming(),
              speech,
              Math.max(0, last.secondsStillNeeded() - more),
              score));
    }
  }

  /** Embedding costs most: once all is decided, no more is done than another speaker may need. */
  private void restOrWake(LiveSession session, Evaluation now) {
    Heard.Voice voice = session.heard().voice();
    boolean enough = voice != null && voice.speech().seconds() >= config.restFromSeconds();
    if (now.decided() && enough) {
      session.rest();
    } else {
      session.wake();
    }
  }
}
