package io.voxward.session;

import io.quarkus.arc.All;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.outbox.ServiceEvent.About;
import io.voxward.outbox.SessionConfiguration;
import io.voxward.outbox.StartSessionAction;
import io.voxward.outbox.StartSessionAction.AudioProgress;
import io.voxward.outbox.StartSessionAction.EnrollmentAudioProgress;
import io.voxward.outbox.SystemAttributes;
import io.voxward.outbox.UpdateSessionAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the events of Voice ID's form that tell of sessions. */
@ApplicationScoped
public class SessionEvents {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Domains domains;
  private final List<EnrollmentStanding> enrollments;

  /** Reads what {@code domains} decide where a session says nothing. */
  public SessionEvents(Domains domains, @All List<EnrollmentStanding> enrollments) {
    this.domains = domains;
    this.enrollments = enrollments;
  }

  /** A stream of the session began. */
  StartSessionAction streamBegun(LiveSession session) {
    return started(session, About.success(session.tenant(), session.domain()));
  }

  /** A stream of the session is over; for which reason decides whether that is a failure. */
  StartSessionAction streamOver(LiveSession session, StreamEnd why) {
    return failure(session, why)
        .map(failure -> streamFailed(session, failure))
        .orElseGet(() -> streamBegun(session));
  }

  /** A stream could not begin. */
  StartSessionAction streamRefused(LiveSession session, StreamEnd why) {
    return streamFailed(
        session,
        failure(session, why).orElse(new Failure.Invalid("stream", "was refused: " + why)));
  }

  private StartSessionAction streamFailed(LiveSession session, Failure failure) {
    return started(session, About.failure(session.tenant(), session.domain(), failure));
  }

  /** What went wrong; empty for an end in order. */
  private static Optional<Failure> failure(LiveSession session, StreamEnd why) {
    return switch (why) {
      case DONE, DECIDED, SESSION_ENDED, CONNECTION_LOST, IDLE, DRAINING -> Optional.empty();
      case TOO_LONG -> Optional.of(new Failure.Invalid("stream", "reached its longest duration"));
      case TOO_FAST ->
          Optional.of(
              new Failure.Invalid("stream", "came faster than the allowed multiple of real time"));
      case TOO_MANY_MESSAGES ->
          Optional.of(new Failure.Invalid("stream", "had more messages than a stream may have"));
      case MESSAGE_TOO_BIG -> Optional.of(new Failure.Invalid("stream", "had too big a message"));
      case BAD_MESSAGE -> Optional.of(new Failure.Invalid("stream", "had a malformed message"));
      case NOT_ALLOWED -> Optional.of(new Failure.Forbidden("the stream token was refused"));
      case ANOTHER_ACTIVE_STREAM ->
          Optional.of(
              new Failure.Conflict(
                  ConflictKind.ANOTHER_ACTIVE_STREAM, "the session has a stream already"));
      case BUFFER_FULL, OVERLOADED -> Optional.of(new Failure.Overloaded("this node", RETRY));
      case INTERNAL -> Optional.of(new Failure.Internal(session.id().value()));
    };
  }

  private StartSessionAction started(LiveSession session, About about) {
    SessionSettings settings = session.settings();
    DomainSettings inherited = domain(session).settings();
    Heard heard = session.heard();
    AudioProgress progress =
        heard.from() == null ? null : new AudioProgress(heard.from(), heard.to());
    Double speechSeconds = session.tuning().writtenSpeechSeconds(settings);
    return new StartSessionAction(
        about,
        new StartSessionAction.Session(
            session.id(),
            session.name(),
            speaker(session),
            authentication(session),
            fraudDetection(session),
            new SessionConfiguration.Streaming(
                speechSeconds == null ? inherited.authenticationSpeechSeconds() : speechSeconds),
            enrollmentStatus(session)
                .map(status -> new EnrollmentAudioProgress(status, heard.from(), heard.to()))
                .orElse(null),
            settings.authentication() ? progress : null,
            settings.fraudDetection() ? progress : null),
        attributes(session));
  }

  /** The session changed. */
  UpdateSessionAction changed(LiveSession session) {
    return changed(session, About.success(session.tenant(), session.domain()));
  }

  /** The session could not be changed. */
  UpdateSessionAction changeRefused(LiveSession session, Failure failure) {
    return changed(session, About.failure(session.tenant(), session.domain(), failure));
  }

  private UpdateSessionAction changed(LiveSession session, About about) {
    return new UpdateSessionAction(
        about,
        new UpdateSessionAction.Session(
            session.id(),
            session.name(),
            speaker(session),
            authentication(session),
            fraudDetection(session)));
  }

  private Domain domain(LiveSession session) {
    return domains.get(session.tenant(), session.domain());
  }

  private Optional<String> enrollmentStatus(LiveSession session) {
    return enrollments.stream()
        .flatMap(enrollment -> enrollment.enrollmentStatus(session).stream())
        .findFirst();
  }

  private SessionConfiguration.@Nullable Authentication authentication(LiveSession session) {
    SessionSettings settings = session.settings();
    if (!settings.authentication()) {
      return null;
    }
    Integer own = session.tuning().acceptanceThreshold(settings);
    return new SessionConfiguration.Authentication(
        own == null ? domain(session).settings().acceptanceThreshold() : own);
  }

  private SessionConfiguration.@Nullable FraudDetection fraudDetection(LiveSession session) {
    SessionSettings settings = session.settings();
    if (!settings.fraudDetection()) {
      return null;
    }
    Domain domain = domain(session);
    Integer own = session.tuning().riskThreshold(settings);
    WatchlistId watchlist = settings.watchlistId();
    return new SessionConfiguration.FraudDetection(
        own == null ? domain.settings().riskThreshold() : own,
        watchlist == null ? domain.defaultWatchlist() : watchlist);
  }

  private static @Nullable GeneratedSpeakerId speaker(LiveSession session) {
    Claim claim = session.claim();
    return claim == null ? null : claim.speaker();
  }

  /** What the contact center's system said about the call. */
  public static @Nullable SystemAttributes attributes(LiveSession session) {
    ContactArn contact = session.contact();
    return SystemAttributes.of(contact == null ? null : contact.value());
  }
}
