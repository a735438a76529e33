package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.engine.Attention;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.session.CallObserver;
import io.voxward.session.Claim;
import io.voxward.session.Happening;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionFeed;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionState;
import io.voxward.session.Sessions;
import io.voxward.speaker.Speaker;
import io.voxward.voiceprint.ModelChanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about live sessions: made anew whenever there is more speech or something changed,
 * and whenever somebody asks; written down when they change; told to whoever listens.
 */
@ApplicationScoped
public class Evaluations implements CallObserver {
  private static final Logger LOG = Logger.getLogger(Evaluations.class);

  /** How often an evaluation begins anew when what it looked at changes under it. */
  private static final int MOST_ATTEMPTS = 3;

  /** What cannot change a decision that is made. */
  private static final Set<Happening> UNMOVED = EnumSet.of(Happening.SECOND, Happening.SPEECH);

  private final Situations situations;
  private final DecisionRecords records;
  private final Sessions sessions;
  private final ModelChanges changes;
  private final SessionFeed feed;
  private final EvaluationConfig config;
  private final MeterRegistry meters;
  private final Timer duration;
  private final Map<SessionId, Course> courses = new ConcurrentHashMap<>();

  /** What is remembered of one session's decisions. */
  private static final class Course {
    final ReentrantLock turn = new ReentrantLock();
    final Judge judge = new Judge();

    /** What the call is to a change of the speaker model. */
    final NextModelCall nextModel = new NextModelCall();

    /** Used in turn. */
    final CallWatch watch;

    volatile @Nullable Evaluation recorded;

    /** What the newest query said; used in turn. */
    @Nullable Known known;

    /** Whether the last evaluation failed. */
    volatile boolean failing;

    Course(CallWatch watch) {
      this.watch = watch;
    }

    /** What a query said of a claim. */
    record Known(@Nullable Claim claim, FreshFacts.Fresh fresh) {}
  }

  /** Judges by {@code situations}, writes to {@code records}, tells {@code feed}. */
  public Evaluations(
      Situations situations,
      DecisionRecords records,
      Sessions sessions,
      ModelChanges changes,
      SessionFeed feed,
      EvaluationConfig config,
      MeterRegistry meters) {
    this.situations = situations;
    this.records = records;
    this.sessions = sessions;
    this.changes = changes;
    this.feed = feed;
    this.config = config;
    this.meters = meters;
    this.duration = meters.timer("voxward.evaluation.duration");
  }

  /**
   * The decisions now, of a session that this node holds.
   *
   * @throws FailureException if domain or session are missing or over
   */
  public Evaluation evaluate(TenantId tenant, DomainId domain, SessionRef ref) {
    return evaluate(
        sessions.held(tenant, domain, ref).orElseGet(() -> sessions.require(tenant, domain, ref)));
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
    long begun = System.nanoTime();
    Course course =
        courses.computeIfAbsent(session.id(), id -> new Course(new CallWatch(config.watchEvery())));
    try {
      Evaluation now = evaluate(session, course, news);
      course.failing = false;
      duration.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      return now;
    } catch (RuntimeException e) {
      tellFailure(session, course, e);
      throw e;
    }
  }

  /**
   * Looks into the database first, then takes its turn. What it found may be of another claim than
   * the session has by then: it looks again. It may be older than what the turn before it knew: it
   * goes by that.
   */
  private Evaluation evaluate(LiveSession session, Course course, Set<Happening> news) {
    for (int attempt = 1; ; attempt++) {
      Claim claim = session.claim();
      FreshFacts.Fresh fresh = situations.facts(session, claim);
      course.turn.lock();
      try {
        if (Objects.equals(claim, session.claim())) {
          return decide(session, course, claim, newest(course, claim, fresh), news);
        }
      } catch (FailureException e) {
        if (attempt >= MOST_ATTEMPTS || !isConcurrentChange(e)) {
          throw e;
        }
      } finally {
        course.turn.unlock();
      }
    }
  }

  private static boolean isConcurrentChange(FailureException e) {
    return e.failure() instanceof Failure.Conflict conflict
        && conflict.kind() == ConflictKind.CONCURRENT_CHANGES;
  }

  private static Facts newest(Course course, @Nullable Claim claim, FreshFacts.Fresh fresh) {
    Course.Known known = course.known;
    if (known != null
        && known.fresh().round() > fresh.round()
        && Objects.equals(known.claim(), claim)) {
      return known.fresh().facts();
    }
    course.known = new Course.Known(claim, fresh);
    return fresh.facts();
  }

  private Evaluation decide(
      LiveSession session, Course course, @Nullable Claim claim, Facts facts, Set<Happening> news) {
    Evaluation now = judge(session, course, claim, facts);
    if (session.state() instanceof SessionState.Ended) {
      over(session);
      throw FailureException.conflict(ConflictKind.SESSION_ENDED, "the session has ended");
    }
    tell(session, course, now, news, remember(session, course, claim, now));
    return now;
  }

  private Evaluation judge(LiveSession session, Course course, @Nullable Claim claim, Facts facts) {
    Situations.Gathered gathered = situations.gather(session, claim, facts);
    Situation now = gathered.situation();
    session.decides(now.rule().firstLookSeconds(), now.rule().wholeSeconds());
    Authentication authentication = course.judge.authenticate(now);
    FraudDetection fraud = course.judge.detectFraud(now, authentication);
    watch(session, course.watch, authentication, gathered.heard().voice());
    Set<CallReason> reasons = reasons(session, course.watch);
    noteForNextModel(session, course, authentication, gathered, reasons);
    return new Evaluation(
        session.id(),
        session.name(),
        now.streaming(),
        gathered.heard().netSpeechSeconds(),
        Judge.secondsStillNeeded(now, authentication, fraud),
        authentication,
        fraud,
        reasons,
        gathered.speakerStatus(),
        gathered.calibration(),
        gathered.at());
  }

  private void noteForNextModel(
      LiveSession session,
      Course course,
      @Nullable Authentication authentication,
      Situations.Gathered gathered,
      Set<CallReason> reasons) {
    boolean counts = gathered.byPrevious() && reasons.isEmpty() && changes.change().isPresent();
    course.nextModel.decided(
        authentication, counts, () -> changes.wantedSeconds(session.tenant(), session.domain()));
    course.nextModel.heard(gathered.heard());
  }

  /** Judges the newest look at a decided call. */
  private void watch(
      LiveSession session,
      CallWatch watch,
      @Nullable Authentication authentication,
      Heard.@Nullable Voice voice) {
    if (authentication != null && authentication.open()) {
      return;
    }
    watch.decided(voice);
    boolean again =
        watch.lookedAt(
            session.lookedAt(), (before, now) -> likeness(session, authentication, before, now));
    if (again) {
      session.look(CallWatch.LOOK_SECONDS);
    }
  }

  /** Whoever was accepted is known by their voiceprint as well as by what was heard. */
  private double likeness(
      LiveSession session,
      @Nullable Authentication authentication,
      Heard.Voice before,
      Heard.Voice now) {
    double alike = situations.likeness(before, now);
    if (authentication == null || authentication.decision() != AuthenticationDecision.ACCEPT) {
      return alike;
    }
    Claim claim = authentication.speaker();
    return claim == null ? alike : Math.max(alike, situations.likeness(session, claim, now));
  }

  private static Set<CallReason> reasons(LiveSession session, CallWatch watch) {
    Set<CallReason> reasons = EnumSet.noneOf(CallReason.class);
    if (watch.changed()) {
      reasons.add(CallReason.VOICE_CHANGED);
    }
    if (session.restarted()) {
      reasons.add(CallReason.RESTARTED_WITHOUT_EARLIER_AUDIO);
    }
    if (session.tuning().isLost()) {
      reasons.add(CallReason.TUNING_LOST);
    }
    if (session.agentLeaks()) {
      reasons.add(CallReason.AGENT_IN_CALLER_CHANNEL);
    }
    return reasons;
  }

  /** An evaluation that fails is told once, not again until one has worked. */
  private void tellFailure(LiveSession session, Course course, RuntimeException e) {
    boolean over = session.state() instanceof SessionState.Ended;
    if (over || course.failing || isDomainGone(e)) {
      return;
    }
    course.failing = true;
    Failure failure =
        e instanceof FailureException refused
            ? refused.failure()
            : new Failure.Internal(session.id().value());
    LOG.warnf(e, "an evaluation failed sessionId=%s", session.id());
    try {
      records.writeFailure(session, failure);
    } catch (RuntimeException alsoFailed) {
      LOG.warnf("an event about a failed evaluation is lost sessionId=%s", session.id());
    }
  }

  private static boolean isDomainGone(RuntimeException e) {
    return e instanceof FailureException refused
        && switch (refused.failure()) {
          case Failure.NotFound _ -> true;
          case Failure.Conflict(ConflictKind kind, String _) ->
              kind == ConflictKind.DOMAIN_NOT_ACTIVE;
          default -> false;
        };
  }

  /** Writes the evaluation down if it changed something; says whether it did. */
  private boolean remember(
      LiveSession session, Course course, @Nullable Claim claim, Evaluation now) {
    Evaluation before = course.recorded;
    if (now.saysTheSame(before)) {
      return false;
    }
    Authentication authentication = now.authentication();
    boolean newlyAccepted =
        authentication != null
            && authentication.decision() == AuthenticationDecision.ACCEPT
            && !sameAuthentication(before, authentication);
    Speaker accepted = newlyAccepted ? situations.claimed(session, claim) : null;
    records.write(session, before, now, accepted);
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
    for (CallReason reason : now.reasons()) {
      if (before == null || !before.reasons().contains(reason)) {
        meters.counter("voxward.calls.noticed", "reason", reason.name()).increment();
      }
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
    return (authentication != null && !authentication.open())
        || (fraud != null && !fraud.open())
        || !now.reasons().isEmpty();
  }

  @Override
  public void happened(LiveSession session, Set<Happening> what) {
    if (session.state() instanceof SessionState.Ended) {
      over(session);
      return;
    }
    Course course = courses.get(session.id());
    if (course != null) {
      course.nextModel.heard(session.heard());
    }
    Evaluation last = course == null ? null : course.recorded;
    if (course != null && last != null && nothingToDecide(last, what)) {
      tellProgress(session, last, course.judge.scoreSoFar(), what);
      restOrWake(session, last);
      askForLook(session, course, what);
    } else {
      evaluateUnlessEnding(session, what);
    }
  }

  /** Forgets a session that is over, and hands over what it brings to a change of the model. */
  private void over(LiveSession session) {
    Course course = courses.remove(session.id());
    if (course != null) {
      course
          .nextModel
          .handOver()
          .ifPresent(brought -> {
            ModelChanges.Outcome _ =
                changes.acceptedQuietly(
                    session.tenant(),
                    session.domain(),
                    brought.speaker().speaker(),
                    brought.voices());
          });
    }
  }

  private void askForLook(LiveSession session, Course course, Set<Happening> what) {
    if (what.contains(Happening.SECOND)) {
      course.turn.lock();
      try {
        course.watch.askIfDue(session, situations.now());
      } finally {
        course.turn.unlock();
      }
    }
  }

  private void evaluateUnlessEnding(LiveSession session, Set<Happening> what) {
    try {
      restOrWake(session, evaluate(session, what));
    } catch (FailureException e) {
      if (!(session.state() instanceof SessionState.Ended)) {
        throw e;
      }
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

  /**
   * Embedding costs most: once all is decided, no more is done than another speaker may need, and
   * that when there is time.
   */
  private void restOrWake(LiveSession session, Evaluation now) {
    Heard heard = session.heard();
    Heard.Voice voice = heard.byPrevious() == null ? heard.voice() : heard.byBoth().voice();
    Course course = courses.get(session.id());
    boolean enough =
        voice != null
            && voice.speech().seconds() >= config.restFromSeconds()
            && !(course != null && course.nextModel.wantsMore(heard));
    session.follow(
        !now.decided() ? Attention.DECIDING : enough ? Attention.RESTING : Attention.SETTLED);
  }
}
