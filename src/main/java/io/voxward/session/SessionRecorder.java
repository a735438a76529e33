package io.voxward.session;

import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.session.SessionState.Announced;
import io.voxward.session.SessionState.Draining;
import io.voxward.session.SessionState.Ended;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.SessionState.Streaming;
import io.voxward.session.store.OrphanRepository;
import io.voxward.session.store.SessionRepository;
import io.voxward.session.store.StreamRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what becomes of sessions, with the events that tell others. What a session is lies in
 * memory; its row is locked first and written from there, so the last to write writes the newest.
 */
@ApplicationScoped
public class SessionRecorder implements CallObserver {
  /** What changes nothing of what is written; changes are written by whoever makes them. */
  private static final Set<Happening> NOT_WRITTEN =
      EnumSet.of(
          Happening.SPEECH,
          Happening.LOOKED,
          Happening.NOTICED,
          Happening.SECOND,
          Happening.CHANGED);

  private final SessionRepository sessions;
  private final StreamRepository streams;
  private final OrphanRepository orphans;
  private final Limits limits;
  private final SessionEvents events;
  private final Outbox outbox;
  private final SessionConfig config;
  private final Clock clock;

  /** Writes to {@code sessions} and {@code streams}. */
  public SessionRecorder(
      SessionRepository sessions,
      StreamRepository streams,
      OrphanRepository orphans,
      Limits limits,
      SessionEvents events,
      Outbox outbox,
      SessionConfig config,
      Clock clock) {
    this.sessions = sessions;
    this.streams = streams;
    this.orphans = orphans;
    this.limits = limits;
    this.events = events;
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Adds a new session.
   *
   * @throws io.voxward.common.FailureException if the domain has too many active ones
   */
  @Transactional
  public void created(LiveSession session) {
    long limit = limits.of(session.tenant(), Quota.ACTIVE_SESSIONS);
    long active = sessions.countActive(session.tenant(), session.domain(), limit);
    limits.require(session.tenant(), Quota.ACTIVE_SESSIONS, active);
    sessions.insert(record(session), config.nodeId());
    tell(session, "session.created", Map.of());
  }

  /** Writes a change of speaker or settings. */
  @Transactional
  public void changed(LiveSession session) {
    if (!lock(session)) {
      throw FailureException.notFound(Failure.Resource.SESSION);
    }
    sessions.update(record(session));
    tell(session, "session.changed", Map.of());
    outbox.publish(events.changed(session));
  }

  /** Tells that a change was refused. */
  @Transactional
  public void changeRefused(LiveSession session, Failure failure) {
    outbox.publish(events.changeRefused(session, failure));
  }

  /** Tells that a stream was refused. */
  @Transactional
  public void streamRefused(LiveSession session, StreamEnd why) {
    outbox.publish(events.streamRefused(session, why));
  }

  /** Called for every second of every call: most of it is not worth a transaction. */
  @Override
  public void happened(LiveSession session, Set<Happening> what) {
    if (!NOT_WRITTEN.containsAll(what)) {
      write(session, what);
    }
  }

  @Transactional
  void write(LiveSession session, Set<Happening> what) {
    if (!lock(session)) {
      return;
    }
    SessionRecord record = record(session);
    StreamOver over = session.lastOver();
    int number = session.streams();
    if (over != null && over.number() < number) {
      end(session, record, over);
    }
    if (what.contains(Happening.STREAM_OPENED)
        && streams.begin(record, number, config.nodeId(), clock.instant())) {
      tell(session, "session.stream-opened", Map.of("stream", Integer.toString(number)));
      outbox.publish(events.streamBegun(session));
    }
    SessionState state = session.state();
    boolean whollyHeard = state instanceof Quiet || state instanceof Ended;
    if (over != null && over.number() == number && whollyHeard) {
      end(session, record, over);
    }
    if (sessions.update(record) && state instanceof Ended ended) {
      tell(session, "session.ended", Map.of("reason", ended.reason().name()));
    }
  }

  private boolean lock(LiveSession session) {
    return sessions.lock(session.tenant(), session.domain(), session.id(), config.nodeId());
  }

  /** Writes that this node lets go of a session because it stops: any node may go on with it. */
  @Transactional
  public void released(LiveSession session) {
    if (!lock(session)) {
      return;
    }
    SessionRecord record = record(session);
    StreamOver over = session.lastOver();
    if (over != null && over.number() == session.streams()) {
      end(session, record, over);
    }
    sessions.update(record);
    orphans.release(record, config.nodeId());
    tell(session, "session.released", Map.of());
  }

  private void end(LiveSession session, SessionRecord record, StreamOver over) {
    if (streams.end(record, over.number(), over.why(), over.at())) {
      tell(session, "session.stream-ended", Map.of("reason", over.why().name()));
      outbox.publish(events.streamOver(session, over.why()));
    }
  }

  private void tell(LiveSession session, String what, Map<String, String> facts) {
    outbox.publish(
        OutboxEvent.in(session.tenant(), session.domain(), session.id().value(), what, facts));
  }

  /** The session as it is written down. */
  SessionRecord record(LiveSession session) {
    SessionState state = session.state();
    Claim claim = session.claim();
    Ended ended = state instanceof Ended over && !isReleased(over) ? over : null;
    return new SessionRecord(
        session.tenant(),
        session.domain(),
        session.id(),
        session.name(),
        claim == null ? null : claim.speaker(),
        session.format(),
        session.settings(),
        session.tuning(),
        session.contact(),
        state.streaming(),
        session.heard().netSpeechSeconds(),
        session.createdAt(),
        clock.instant(),
        session.firstStreamAt(),
        ended == null ? null : ended.at(),
        ended == null ? null : ended.reason(),
        expiry(state));
  }

  /** Over for this node only: another may go on with it. */
  private static boolean isReleased(Ended ended) {
    return ended.reason() == EndReason.NODE_STOPPED;
  }

  /** When a session in that state ends by itself, as things stand. */
  Instant expiry(SessionState state) {
    return switch (state) {
      case Announced announced -> announced.expiresAt();
      case Streaming streaming ->
          streaming.since().plus(config.longestStream()).plus(config.askableFor());
      case Draining draining -> draining.since().plus(config.askableFor());
      case Quiet quiet -> quiet.askableUntil();
      case Ended ended -> isReleased(ended) ? ended.at().plus(config.takeOverFor()) : ended.at();
    };
  }
}
