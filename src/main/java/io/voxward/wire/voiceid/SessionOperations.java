package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.RUN_SESSIONS;

import io.voxward.access.ClientTokens;
import io.voxward.access.StreamGrant;
import io.voxward.access.StreamTokens;
import io.voxward.access.StreamTokens.IssuedStreamToken;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.domain.Domains;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.enrollment.Enrollments;
import io.voxward.evaluation.Evaluations;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionState.Streaming;
import io.voxward.session.Sessions;
import io.voxward.wire.kinesis.PullState;
import io.voxward.wire.kinesis.Pulls;
import io.voxward.wire.kinesis.StreamPlace;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.SessionRequests.ConsentShape;
import io.voxward.wire.voiceid.SessionRequests.EnrollBySessionRequest;
import io.voxward.wire.voiceid.SessionRequests.EnrollBySessionResponse;
import io.voxward.wire.voiceid.SessionRequests.SessionRequest;
import io.voxward.wire.voiceid.SessionRequests.SessionResponse;
import io.voxward.wire.voiceid.SessionRequests.StartSessionRequest;
import io.voxward.wire.voiceid.SessionRequests.StartSessionResponse;
import io.voxward.wire.voiceid.SessionRequests.UpdateSessionRequest;
import io.voxward.wire.voiceid.SessionShapes.EvaluateSessionResponse;
import io.voxward.wire.voiceid.SessionShapes.SessionShape;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/**
 * The operations on sessions: the one that the official service had, and the ones that it kept to
 * itself, by the names under which its own agent application called them.
 */
@ApplicationScoped
public class SessionOperations implements OperationGroup {
  private static final String START = "StartSession";

  private final Sessions sessions;
  private final Domains domains;
  private final Evaluations evaluations;
  private final Enrollments enrollments;
  private final StreamTokens streamTokens;
  private final StreamAddresses addresses;
  private final ClientTokens clientTokens;
  private final Pulls pulls;

  /** Speaks for {@code sessions}, {@code evaluations} and {@code enrollments}. */
  public SessionOperations(
      Sessions sessions,
      Domains domains,
      Evaluations evaluations,
      Enrollments enrollments,
      StreamTokens streamTokens,
      StreamAddresses addresses,
      ClientTokens clientTokens,
      Pulls pulls) {
    this.sessions = sessions;
    this.domains = domains;
    this.evaluations = evaluations;
    this.enrollments = enrollments;
    this.streamTokens = streamTokens;
    this.addresses = addresses;
    this.clientTokens = clientTokens;
    this.pulls = pulls;
  }

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.inDomain(
            "EvaluateSession",
            READ_SESSIONS,
            SessionRequest.class,
            EvaluateSessionResponse.class,
            SessionRequest::domainId,
            this::evaluate),
        Operation.inDomain(
            START,
            RUN_SESSIONS,
            StartSessionRequest.class,
            StartSessionResponse.class,
            StartSessionRequest::domainId,
            this::start),
        Operation.inDomain(
            "DescribeSession",
            READ_SESSIONS,
            SessionRequest.class,
            SessionResponse.class,
            SessionRequest::domainId,
            (call, request) -> new SessionResponse(shown(call.tenant(), request))),
        Operation.inDomain(
            "UpdateSession",
            RUN_SESSIONS,
            UpdateSessionRequest.class,
            SessionResponse.class,
            UpdateSessionRequest::domainId,
            this::update),
        Operation.inDomain(
            "StopSession",
            RUN_SESSIONS,
            SessionRequest.class,
            SessionResponse.class,
            SessionRequest::domainId,
            this::stop),
        Operation.inDomain(
            "EnrollBySession",
            ENROLL_SPEAKERS,
            EnrollBySessionRequest.class,
            EnrollBySessionResponse.class,
            EnrollBySessionRequest::domainId,
            this::enroll));
  }

  private EvaluateSessionResponse evaluate(Call call, SessionRequest request) {
    return EvaluateSessionResponse.of(
        request.domainId(),
        whileThereIsOne(
            () -> evaluations.evaluate(call.tenant(), request.domain(), request.session())));
  }

  /** The dialect knows no session that is over and still there: it is not found. */
  private static <T> T whileThereIsOne(Supplier<T> work) {
    try {
      return work.get();
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Conflict conflict
          && conflict.kind() == ConflictKind.SESSION_ENDED) {
        throw FailureException.notFound(Failure.Resource.SESSION);
      }
      throw e;
    }
  }

  private LiveSession live(TenantId tenant, SessionRequest request) {
    return whileThereIsOne(() -> sessions.require(tenant, request.domain(), request.session()));
  }

  private StartSessionResponse start(Call call, StartSessionRequest request) {
    TenantId tenant = call.tenant();
    StreamPlace place = request.place();
    LiveSession session =
        clientTokens.once(
            tenant,
            START,
            request.clientToken(),
            VoiceIdJson.fingerprint(request.withoutToken()),
            () -> startOrGoOn(call, request),
            started -> started.id().value(),
            id -> live(tenant, new SessionRequest(request.domainId(), id)));
    if (place != null) {
      PullState _ = pulls.begin(session, place);
    }
    IssuedStreamToken token =
        streamTokens.issue(new StreamGrant(tenant, session.domain(), session.id()));
    return new StartSessionResponse(
        shown(tenant, new SessionRequest(request.domainId(), session.id().value())),
        session.id().value(),
        token.token(),
        token.expiresAt(),
        addresses.of(session.id(), call.host()));
  }

  private LiveSession startOrGoOn(Call call, StartSessionRequest request) {
    SessionName name = request.name();
    LiveSession underWay =
        name == null
            ? null
            : sessions
                .held(call.tenant(), request.domain(), new SessionRef.Named(name))
                .orElse(null);
    if (underWay == null) {
      return sessions.create(call.tenant(), request.domain(), request.draft(call.region()));
    }
    domains.requireActive(call.tenant(), request.domain());
    if (underWay.state() instanceof Streaming) {
      throw FailureException.conflict(
          ConflictKind.ANOTHER_ACTIVE_STREAM, "the session of this name has an open stream");
    }
    sessions.change(underWay, request.speaker(), request::settingsOn);
    return underWay;
  }

  private SessionResponse update(Call call, UpdateSessionRequest request) {
    SessionRequest which = request.which();
    LiveSession session = live(call.tenant(), which);
    String speaker = request.speakerId();
    sessions.change(
        session, speaker == null ? null : SpeakerRef.parse(speaker), request::settingsOn);
    return new SessionResponse(shown(call.tenant(), which));
  }

  private SessionResponse stop(Call call, SessionRequest request) {
    SessionRecord session = described(call.tenant(), request);
    return new SessionResponse(
        shown(sessions.held(session.id()).map(sessions::end).orElse(session)));
  }

  private EnrollBySessionResponse enroll(Call call, EnrollBySessionRequest request) {
    SessionRequest which = request.which();
    ConsentShape consent = request.consent();
    ConsentDraft draft =
        consent == null
            ? null
            : new ConsentDraft(
                consent.channel(), consent.givenAt(), consent.reference(), consent.policyVersion());
    EnrollmentProgress progress = enrollments.request(live(call.tenant(), which), draft, false);
    return new EnrollBySessionResponse(shown(call.tenant(), which), progress.status().name());
  }

  private SessionRecord described(TenantId tenant, SessionRequest request) {
    return sessions.describe(tenant, request.domain(), request.session());
  }

  private SessionShape shown(TenantId tenant, SessionRequest request) {
    return shown(described(tenant, request));
  }

  private SessionShape shown(SessionRecord session) {
    return SessionShape.of(
        session,
        domains.get(session.tenant(), session.domain()),
        enrollments.find(session.tenant(), session.domain(), session.id()).orElse(null));
  }
}
