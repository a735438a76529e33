package io.voxward.session;

import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.session.SessionState.Announced;
import io.voxward.session.SessionState.Draining;
import io.voxward.session.SessionState.Ended;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.SessionState.Streaming;
import io.voxward.session.store.SessionRepository;
import io.voxward.session.store.StreamRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Writes down what becomes of sessions, with the events that tell others. */
@ApplicationScoped
public class SessionRecorder implements CallObserver {
  private final SessionRepository sessions;
  private final StreamRepository streams;
  private final Limits limits;
  private final Outbox outbox;
  private final SessionConfig config;
  private final Clock clock;

  /** Writes to {@code sessions} and {@code streams}. */
  public SessionRecorder(
      SessionRepository sessions,
      StreamRepository streams,
      Limits limits,
      Outbox outbox,
      SessionConfig config,
      Clock clock) {
    this.sessions = sessions;
    this.streams = streams;
    this.limits = limits;
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

  @Override
  @Transactional
  public void happened(LiveSession session, Set<Happening> what) {
    boolean worthWriting =
        what.stream().anyMatch(news -> news != Happening.SPEECH && news != Happening.SECOND);
    if (!worthWriting) {
      return;
    }
    SessionRecord record = record(session);
    SessionState state = session.state();
    int number = session.streams();
    if (what.contains(Happening.STREAM_OPENED)) {
      streams.begin(record, number, config.nodeId(), clock.instant());
      tell(session, "session.stream-opened", Map.of("stream", Integer.toString(number)));
    }
    if (what.contains(Happening.STREAM_ENDED) && state instanceof Quiet quiet) {
      streams.end(record, number, quiet.why(), quiet.since());
      tell(session, "session.stream-ended", Map.of("reason", quiet.why().name()));
    }
    if (what.contains(Happening.CHANGED)) {
      tell(session, "session.changed", Map.of());
    }
    if (what.contains(Happening.ENDED) && state instanceof Ended ended) {
      streams.end(record, number, StreamEnd.SESSION_ENDED, ended.at());
      tell(session, "session.ended", Map.of("reason", ended.reason().name()));
    }
    sessions.update(record);
  }

  private void tell(LiveSession session, String what, Map<String, String> facts) {
    outbox.publish(
        OutboxEvent.in(session.tenant(), session.domain(), session.id().value(), what, facts));
  }

  /** The session as it is written down. */
  SessionRecord record(LiveSession session) {
    SessionState state = session.state();
    Claim claim = session.claim();
    Ended ended = state instanceof Ended over ? over : null;
    return new SessionRecord(
        session.tenant(),
        session.domain(),
        session.id(),
        session.name(),
        claim == null ? null : claim.speaker(),
        session.format(),
        session.settings(),
        state.streaming(),
        session.heard().netSpeechSeconds(),
        session.createdAt(),
        clock.instant(),
        session.firstStreamAt(),
        ended == null ? null : ended.at(),
        ended == null ? null : ended.reason(),
        expiry(state));
  }

  /** When a session in that state ends by itself, as things stand. */
  Instant expiry(SessionState state) {
    return switch (state) {
      case Announced announced -> announced.expiresAt();
      case Streaming streaming ->
          streaming.since().plus(config.longestStream()).plus(config.askableFor());
      case Draining draining -> draining.since().plus(config.askableFor());
      case Quiet quiet -> quiet.askableUntil();
      case Ended ended -> ended.at();
    };
  }

  /** Writes that what this node held when it died is over; says how many sessions that were. */
  @Transactional
  public int endLost() {
    Instant now = clock.instant();
    streams.endAllOf(config.nodeId(), EndReason.NODE_LOST, now);
    return sessions.endAllOf(config.nodeId(), EndReason.NODE_LOST, now);
  }
}
