package io.voxward.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.profile.Tuned;
import io.voxward.session.store.SessionRepository;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes sessions, changes them, opens their streams, ends them. */
@ApplicationScoped
public class Sessions {
  private static final Logger LOG = Logger.getLogger(Sessions.class);

  /** Audio kept for an enrolment beyond the domain's amount of speech: its count may differ. */
  static final double KEPT_SHARE = 1.2;

  private final LiveSessions live;
  private final SessionRepository rows;
  private final SessionRecorder recorder;
  private final SessionEnding ending;
  private final CallObservers observers;
  private final CallEngine engine;
  private final CallLoad load;
  private final TakeOvers takeOvers;
  private final Orphans orphans;
  private final Domains domains;
  private final List<SettingsCheck> checks;
  private final Speakers speakers;
  private final SessionConfig config;
  private final Clock clock;
  private final MeterRegistry meters;

  /** From now on nobody is let in: whoever comes is sent elsewhere. */
  private volatile boolean stopping;

  /** Holds live sessions in {@code live} and writes them to {@code rows}. */
  public Sessions(
      LiveSessions live,
      SessionRepository rows,
      SessionRecorder recorder,
      SessionEnding ending,
      CallObservers observers,
      CallEngine engine,
      CallLoad load,
      TakeOvers takeOvers,
      Orphans orphans,
      Domains domains,
      @All List<SettingsCheck> checks,
      Speakers speakers,
      SessionConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.live = live;
    this.rows = rows;
    this.recorder = recorder;
    this.ending = ending;
    this.observers = observers;
    this.engine = engine;
    this.load = load;
    this.takeOvers = takeOvers;
    this.orphans = orphans;
    this.domains = domains;
    this.checks = checks;
    this.speakers = speakers;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    meters.gauge("voxward.sessions", live, LiveSessions::size);
    meters.gauge("voxward.streams", live, LiveSessions::streams);
  }

  /**
   * Lets go of what the node holds, while its sockets are still open: callers are told to
   * reconnect, any other node may go on with their sessions, and they get some time to leave.
   */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    stopping = true;
    List<CompletableFuture<Void>> leaving = new ArrayList<>();
    for (LiveSession session : List.copyOf(live.all())) {
      LiveStream open = session.openStream();
      if (session.end(EndReason.NODE_STOPPED, StreamEnd.DRAINING)) {
        live.remove(session);
        recorder.released(session);
        if (open != null) {
          leaving.add(open.left());
        }
      }
    }
    orphans.leave();
    try {
      CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
          .get(config.drainFor().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException slow) {
      LOG.info("some callers did not leave in time: their connections are cut");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether this node is about to stop: it makes no sessions and opens no streams any more. */
  public boolean stopping() {
    return stopping;
  }

  private void requireRunning() {
    if (stopping) {
      throw new FailureException(
          new Failure.Overloaded("this node, which is stopping,", LiveSessions.RETRY));
    }
  }

  /**
   * Makes a session.
   *
   * @throws FailureException if the domain is missing or not active, the speaker unknown by its
   *     generated id, its settings name something that is not there, the name is in use by an
   *     active session, or the node is full
   */
  public LiveSession create(TenantId tenant, DomainId domainId, SessionDraft draft) {
    requireRunning();
    requireRoom();
    Domain domain = domains.requireActive(tenant, domainId);
    check(domain, draft.settings());
    SpeakerRef speaker = draft.speaker();
    Claim claim = speaker == null ? null : claim(tenant, domainId, speaker);
    SessionName given = draft.name();
    SessionName name = given == null ? new SessionName(Alphanumeric.random()) : given;
    LiveSession session =
        new LiveSession(
            new LiveSession.Identity(
                tenant, domainId, SessionId.random(), name, draft.format(), draft.contact()),
            draft.settings(),
            claim,
            keptSeconds(domain, draft.tuned()),
            config,
            clock,
            engine);
    session.tuning(SessionTuning.of(draft.tuned()));
    recorder.created(session);
    live.add(session);
    return session;
  }

  private void check(Domain domain, SessionSettings settings) {
    domain
        .settings()
        .requireAllowed("settings.acceptanceThreshold", settings.acceptanceThreshold());
    checks.forEach(check -> check.require(domain, settings));
  }

  /**
   * Net speech up to which audio is kept for an enrolment, in seconds: enough for what the session
   * is tuned to, and for what the domain says if that is taken back.
   */
  static double keptSeconds(Domain domain, Tuned tuned) {
    return KEPT_SHARE
        * Math.max(
            domain.settings().enrollmentSpeechSeconds(),
            tuned.enrollmentSpeechSeconds(domain.settings()));
  }

  private void requireRoom() {
    try {
      live.requireRoom();
      load.requireRoom(live.streams());
    } catch (FailureException full) {
      meters.counter("voxward.sessions.refused").increment();
      throw full;
    }
  }

  /**
   * The session, while it can be asked.
   *
   * @throws FailureException {@link Failure.NotFound}, or {@code SESSION_ENDED} when it is over
   */
  public LiveSession require(TenantId tenant, DomainId domain, SessionRef ref) {
    domains.requireActive(tenant, domain);
    return live.find(tenant, domain, ref).orElseThrow(() -> gone(tenant, domain, ref));
  }

  private FailureException gone(TenantId tenant, DomainId domain, SessionRef ref) {
    SessionRecord known =
        recorded(tenant, domain, ref)
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.SESSION));
    return orphans.elsewhere(tenant, domain, known.id())
        ? FailureException.conflict(
            ConflictKind.SESSION_ELSEWHERE,
            "this node does not hold the session: another does, or it waits for its next stream")
        : FailureException.conflict(
            ConflictKind.SESSION_ENDED, "the session has ended and can no longer be asked");
  }

  /**
   * The session, if this node holds it or can go on with it because its own node died or stopped:
   * for a dialect whose caller reconnects by the session's name.
   *
   * @throws FailureException if the node is stopping or full, or the domain not active
   */
  public Optional<LiveSession> join(TenantId tenant, DomainId domain, SessionRef ref) {
    Optional<LiveSession> held = live.find(tenant, domain, ref);
    if (held.isPresent()) {
      return held;
    }
    requireRunning();
    return recorded(tenant, domain, ref)
        .filter(known -> known.endedAt() == null)
        .flatMap(known -> takeOvers.heldOrTaken(tenant, domain, known.id()));
  }

  /**
   * The id of a session that a stream may be opened for: one that this node holds, or one that
   * waits for any node.
   *
   * @throws FailureException if there is none, it is over, or another node holds it
   */
  public SessionId streamable(TenantId tenant, DomainId domain, SessionRef ref) {
    domains.requireActive(tenant, domain);
    Optional<LiveSession> held = live.find(tenant, domain, ref);
    if (held.isPresent()) {
      return held.get().id();
    }
    return recorded(tenant, domain, ref)
        .map(SessionRecord::id)
        .filter(id -> orphans.waiting(tenant, domain, id))
        .orElseThrow(() -> gone(tenant, domain, ref));
  }

  /** The session, if this node holds it. */
  public Optional<LiveSession> held(SessionId id) {
    return live.find(id);
  }

  /**
   * The session, if this node holds it; its domain may have been deleted meanwhile, which whoever
   * goes on with it has to look at.
   */
  public Optional<LiveSession> held(TenantId tenant, DomainId domain, SessionRef ref) {
    return live.find(tenant, domain, ref);
  }

  /**
   * The session as it is now or as it was.
   *
   * @throws FailureException {@link Failure.NotFound}
   */
  @Transactional
  public SessionRecord describe(TenantId tenant, DomainId domain, SessionRef ref) {
    domains.requireActive(tenant, domain);
    return live.find(tenant, domain, ref)
        .map(recorder::record)
        .or(() -> recorded(tenant, domain, ref))
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.SESSION));
  }

  @Transactional
  Optional<SessionRecord> recorded(TenantId tenant, DomainId domain, SessionRef ref) {
    return rows.find(tenant, domain, ref);
  }

  /** When the session ends by itself, as things stand. */
  public Instant expiry(LiveSession session) {
    return recorder.expiry(session.state());
  }

  /** A page of the domain's sessions; the active ones only, or all. */
  @Transactional
  public Page<SessionRecord> list(
      TenantId tenant, DomainId domain, boolean activeOnly, int limit, @Nullable PageToken from) {
    domains.requireActive(tenant, domain);
    return rows.list(tenant, domain, activeOnly, limit, from);
  }

  /**
   * Changes who the caller is said to be, what the session wants otherwise than its domain, or both
   * at once; a customer's id not seen before makes a speaker. What is so already changes nothing.
   *
   * @param speaker who the caller is said to be; absent leaves it as it is
   */
  public void change(
      LiveSession session, @Nullable SpeakerRef speaker, UnaryOperator<SessionSettings> change) {
    change(session, speaker, change, null);
  }

  /**
   * The same, with what else the session is tuned by.
   *
   * @param speaker who the caller is said to be; absent leaves it as it is
   * @param tuned in the place of all it was tuned by; absent leaves it as it is
   * @throws FailureException {@code CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT} once an enrolment was
   *     asked for, or if the speaker is unknown by its generated id
   */
  public void change(
      LiveSession session,
      @Nullable SpeakerRef speaker,
      UnaryOperator<SessionSettings> change,
      @Nullable Tuned tuned) {
    SessionSettings settings = change.apply(session.settings());
    try {
      changeOrRefuse(session, speaker, settings, tuned);
    } catch (FailureException refused) {
      recorder.changeRefused(session, refused.failure());
      throw refused;
    }
  }

  private void changeOrRefuse(
      LiveSession session,
      @Nullable SpeakerRef speaker,
      SessionSettings settings,
      @Nullable Tuned tuned) {
    Claim claimBefore = session.claim();
    SessionSettings settingsBefore = session.settings();
    SessionTuning tuningBefore = session.tuning();
    SessionTuning tuning = tuned == null ? tuningBefore : SessionTuning.of(tuned);
    if (!settings.equals(settingsBefore)) {
      check(domains.requireActive(session.tenant(), session.domain()), settings);
    }
    if (!tuning.equals(tuningBefore)) {
      requireKept(session, tuning.tuned());
    }
    if (speaker != null) {
      if (session.speakerLocked() && claimBefore != null && !names(claimBefore, speaker)) {
        throw speakerStays();
      }
      if (!session.claim(claim(session.tenant(), session.domain(), speaker))) {
        throw speakerStays();
      }
    }
    session.settings(settings);
    session.tuning(tuning);
    if (settings.equals(settingsBefore)
        && tuning.equals(tuningBefore)
        && Objects.equals(session.claim(), claimBefore)) {
      return;
    }
    try {
      recorder.changed(session);
    } catch (RuntimeException e) {
      session.changeBack(claimBefore, settingsBefore, tuningBefore);
      throw e;
    }
    observers.tell(session, EnumSet.of(Happening.CHANGED));
  }

  /** Refuses an amount of speech for an enrolment that is more than what the session keeps. */
  private static void requireKept(LiveSession session, Tuned tuned) {
    Double needed = tuned.together().enrollmentSpeechSeconds();
    if (needed != null && needed * KEPT_SHARE > session.keptUntilSpeechSeconds()) {
      throw FailureException.invalid(
          "tuning.enrollmentSpeechSeconds",
          "must be at most "
              + session.keptUntilSpeechSeconds() / KEPT_SHARE
              + " seconds, for which the session was made");
    }
  }

  private static boolean names(Claim claim, SpeakerRef ref) {
    return switch (ref) {
      case SpeakerRef.Generated(var id) -> id.equals(claim.speaker());
      case SpeakerRef.Customer(var id) -> id.equals(claim.customerId());
    };
  }

  private static FailureException speakerStays() {
    return FailureException.conflict(
        ConflictKind.CANNOT_CHANGE_SPEAKER_AFTER_ENROLLMENT,
        "the session's enrolment was asked for: its speaker stays");
  }

  private Claim claim(TenantId tenant, DomainId domain, SpeakerRef ref) {
    Speaker speaker = speakers.ensure(tenant, domain, ref);
    return new Claim(speaker.id(), speaker.customerId());
  }

  /** Fixes the session's speaker for an enrolment. */
  public SpeakerLock lockSpeaker(LiveSession session) {
    return session.lockSpeaker();
  }

  /** Lets the speaker change again, because the enrolment was not recorded. */
  public void unlockSpeaker(LiveSession session) {
    session.unlockSpeaker();
  }

  /**
   * A secure pause: from now on whatever comes in is dropped unheard, over all streams of the
   * session, until {@link #resume}. What came before is still heard.
   */
  public void pause(LiveSession session) {
    pause(session, true);
  }

  /** The secure pause is over. */
  public void resume(LiveSession session) {
    pause(session, false);
  }

  private void pause(LiveSession session, boolean on) {
    if (session.pause(on)) {
      meters.counter("voxward.sessions.pauses", "change", on ? "begun" : "over").increment();
      ending.paused(session, on);
    }
  }

  /** Ends the session; its speech is forgotten at once. Says what it was. */
  public SessionRecord end(LiveSession session) {
    ending.end(session, EndReason.ENDED_BY_CALLER);
    // Observers are told later; its place in the quota is free when the caller has the answer.
    recorder.happened(session, EnumSet.of(Happening.ENDED));
    return recorder.record(session);
  }

  /** Ends the open stream of a session, because everything it was for is decided. */
  public void endStreamDecided(LiveSession session) {
    LiveStream open = session.openStream();
    if (open != null) {
      open.stop(StreamEnd.DECIDED);
    }
  }

  /**
   * Opens a stream for whoever was let in to this session.
   *
   * @param whenStopped told once if the stream ends from our side
   */
  public StreamAdmission openStream(
      TenantId tenant, DomainId domain, SessionId id, Consumer<StreamEnd> whenStopped) {
    if (stopping) {
      return refused(StreamEnd.DRAINING);
    }
    LiveSession session;
    try {
      session = takeOvers.heldOrTaken(tenant, domain, id).orElse(null);
    } catch (FailureException refused) {
      boolean full = refused.failure() instanceof Failure.Overloaded;
      return refused(full ? StreamEnd.OVERLOADED : StreamEnd.SESSION_ENDED);
    }
    if (session == null) {
      return refused(
          orphans.elsewhere(tenant, domain, id) ? StreamEnd.OVERLOADED : StreamEnd.SESSION_ENDED);
    }
    boolean begins = session.streams() == 0;
    if ((begins && !load.hasRoom(live.streams())) || !live.enterStream()) {
      return refused(session, StreamEnd.OVERLOADED);
    }
    StreamAdmission admission =
        session.openStream(
            whenStopped,
            why -> {
              live.leaveStream();
              meters.counter("voxward.streams.ended", "reason", why.name()).increment();
            });
    switch (admission) {
      case StreamAdmission.Open open ->
          observers.tell(session, EnumSet.of(Happening.STREAM_OPENED));
      case StreamAdmission.Refused(StreamEnd why) -> {
        live.leaveStream();
        return refused(session, why);
      }
    }
    return admission;
  }

  private StreamAdmission refused(LiveSession session, StreamEnd why) {
    recorder.streamRefused(session, why);
    return refused(why);
  }

  private StreamAdmission refused(StreamEnd why) {
    meters.counter("voxward.streams.refused", "reason", why.name()).increment();
    return new StreamAdmission.Refused(why);
  }
}
