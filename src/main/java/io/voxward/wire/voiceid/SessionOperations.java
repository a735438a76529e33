package io.voxward.wire.voiceid;

import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.RUN_SESSIONS;

import io.voxward.access.ClientTokens;
import io.voxward.access.StreamGrant;
import io.voxward.access.StreamTokens;
import io.voxward.access.StreamTokens.IssuedStreamToken;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.consent.ConsentDraft;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.enrollment.Enrollments;
import io.voxward.evaluation.Evaluations;
import io.voxward.session.CallFormat;
import io.voxward.session.ContactArn;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionState.Streaming;
import io.voxward.session.Sessions;
import io.voxward.wire.voiceid.Operation.Call;
import io.voxward.wire.voiceid.SessionShapes.AuthenticationConfiguration;
import io.voxward.wire.voiceid.SessionShapes.EvaluateSessionResponse;
import io.voxward.wire.voiceid.SessionShapes.FraudDetectionConfiguration;
import io.voxward.wire.voiceid.SessionShapes.SessionShape;
import io.voxward.wire.voiceid.SessionShapes.StreamingConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** Speaks for {@code sessions}, {@code evaluations} and {@code enrollments}. */
  public SessionOperations(
      Sessions sessions,
      Domains domains,
      Evaluations evaluations,
      Enrollments enrollments,
      StreamTokens streamTokens,
      StreamAddresses addresses,
      ClientTokens clientTokens) {
    this.sessions = sessions;
    this.domains = domains;
    this.evaluations = evaluations;
    this.enrollments = enrollments;
    this.streamTokens = streamTokens;
    this.addresses = addresses;
    this.clientTokens = clientTokens;
  }

  /** Names one session, by id or name. */
  record SessionRequest(String domainId, String sessionNameOrId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    SessionRef session() {
      return SessionRef.parse(sessionNameOrId);
    }
  }

  /** Shows one session. */
  record SessionResponse(SessionShape session) {}

  /** How the audio of a session will be written; telephone audio in 16 bits where it is absent. */
  record AudioConfiguration(
      @Nullable Integer callerChannel,
      @Nullable Integer channels,
      @Nullable String encoding,
      @Nullable Integer sampleRate) {
    static final AudioConfiguration DEFAULT = new AudioConfiguration(null, null, null, null);

    CallFormat format() {
      int hertz = sampleRate == null ? SampleRate.TELEPHONE.hertz() : sampleRate;
      if (hertz != SampleRate.TELEPHONE.hertz() && hertz != SampleRate.WIDEBAND.hertz()) {
        throw FailureException.invalid("audioConfiguration.sampleRate", "must be 8000 or 16000");
      }
      int count = channels == null ? 1 : channels;
      if (count == 2 && callerChannel == null) {
        throw FailureException.invalid(
            "audioConfiguration.callerChannel", "is needed with two channels");
      }
      return new CallFormat(
          encoded(), new SampleRate(hertz), count, callerChannel == null ? 0 : callerChannel);
    }

    private Encoding encoded() {
      return switch (encoding == null ? "L16" : encoding) {
        case "PCMU" -> Encoding.PCMU;
        case "PCMA" -> Encoding.PCMA;
        default -> Encoding.L16_LITTLE_ENDIAN;
      };
    }
  }

  /** What a session wants otherwise than its domain; what is absent stays as it is. */
  private static SessionSettings settings(
      SessionSettings before,
      @Nullable AuthenticationConfiguration authentication,
      @Nullable Boolean authenticationEnabled,
      @Nullable FraudDetectionConfiguration fraud,
      @Nullable Boolean fraudEnabled,
      @Nullable StreamingConfiguration streaming) {
    Integer risk = fraud == null ? null : fraud.riskThreshold();
    String watchlist = fraud == null ? null : fraud.watchlistId();
    Double seconds = streaming == null ? null : streaming.authenticationMinimumSpeechInSeconds();
    return new SessionSettings(
        authentication == null
            ? before.acceptanceThreshold()
            : Integer.valueOf(authentication.acceptanceThreshold()),
        risk == null ? before.riskThreshold() : risk,
        seconds == null ? before.authenticationSpeechSeconds() : seconds,
        watchlist == null ? before.watchlistId() : new WatchlistId(watchlist),
        authenticationEnabled == null ? before.authentication() : authenticationEnabled,
        fraudEnabled == null ? before.fraudDetection() : fraudEnabled,
        before.endWhenDecided());
  }

  /** A session to start, or to go on with: a contact that is transferred keeps its session. */
  record StartSessionRequest(
      @Nullable AudioConfiguration audioConfiguration,
      @Nullable AuthenticationConfiguration authenticationConfiguration,
      @Nullable Boolean authenticationEnabled,
      @Nullable String clientToken,
      @Nullable String contactId,
      @Nullable String customerAccountId,
      String domainId,
      @Nullable FraudDetectionConfiguration fraudDetectionConfiguration,
      @Nullable Boolean fraudDetectionEnabled,
      @Nullable String instanceId,
      @Nullable String sessionName,
      @Nullable String speakerId,
      @Nullable StreamingConfiguration streamingConfiguration) {
    StartSessionRequest withoutToken() {
      return new StartSessionRequest(
          audioConfiguration,
          authenticationConfiguration,
          authenticationEnabled,
          null,
          contactId,
          customerAccountId,
          domainId,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          instanceId,
          sessionName,
          speakerId,
          streamingConfiguration);
    }

    DomainId domain() {
      return new DomainId(domainId);
    }

    @Nullable SessionName name() {
      String name = sessionName == null ? contactId : sessionName;
      return name == null ? null : new SessionName(name);
    }

    @Nullable SpeakerRef speaker() {
      return speakerId == null ? null : SpeakerRef.parse(speakerId);
    }

    SessionSettings settingsOn(SessionSettings before) {
      return settings(
          before,
          authenticationConfiguration,
          authenticationEnabled,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          streamingConfiguration);
    }

    SessionDraft draft(String region) {
      AudioConfiguration audio =
          audioConfiguration == null ? AudioConfiguration.DEFAULT : audioConfiguration;
      return new SessionDraft(
          name(),
          speaker(),
          audio.format(),
          settingsOn(SessionSettings.AS_DOMAIN),
          contact(region));
    }

    /** The contact's name in full, where everything is said that is in it. */
    private @Nullable ContactArn contact(String region) {
      if (contactId == null || instanceId == null || customerAccountId == null) {
        return null;
      }
      return new ContactArn(
          "arn:aws:connect:"
              + region
              + ":"
              + customerAccountId
              + ":instance/"
              + instanceId
              + "/contact/"
              + contactId);
    }

    @Override
    public String toString() {
      return "StartSessionRequest[hidden]";
    }
  }

  /** The session, and the key to one stream of it. */
  record StartSessionResponse(
      SessionShape session,
      String sessionId,
      String streamToken,
      Instant streamTokenExpiresAt,
      String streamUrl) {
    @Override
    public String toString() {
      return "StartSessionResponse[" + sessionId + "]";
    }
  }

  /** What changes about a session; what is absent stays. */
  record UpdateSessionRequest(
      @Nullable AuthenticationConfiguration authenticationConfiguration,
      @Nullable Boolean authenticationEnabled,
      String domainId,
      @Nullable FraudDetectionConfiguration fraudDetectionConfiguration,
      @Nullable Boolean fraudDetectionEnabled,
      String sessionNameOrId,
      @Nullable String speakerId,
      @Nullable StreamingConfiguration streamingConfiguration) {
    SessionRequest which() {
      return new SessionRequest(domainId, sessionNameOrId);
    }

    SessionSettings settingsOn(SessionSettings before) {
      return settings(
          before,
          authenticationConfiguration,
          authenticationEnabled,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          streamingConfiguration);
    }

    @Override
    public String toString() {
      return "UpdateSessionRequest[hidden]";
    }
  }

  /** How a person gave their consent. */
  record ConsentShape(
      String channel, Instant givenAt, @Nullable String policyVersion, @Nullable String reference) {
    @Override
    public String toString() {
      return "ConsentShape[hidden]";
    }
  }

  /** Asks that a session's speaker be enrolled. */
  record EnrollBySessionRequest(
      @Nullable ConsentShape consent, String domainId, String sessionNameOrId) {
    SessionRequest which() {
      return new SessionRequest(domainId, sessionNameOrId);
    }
  }

  /** How the enrollment goes on. */
  record EnrollBySessionResponse(SessionShape session, String status) {}

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
    LiveSession session =
        clientTokens.once(
            tenant,
            START,
            request.clientToken(),
            VoiceIdJson.fingerprint(request.withoutToken()),
            () -> startOrGoOn(call, request),
            started -> started.id().value(),
            id -> live(tenant, new SessionRequest(request.domainId(), id)));
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
    EnrollmentProgress progress = enrollments.request(live(call.tenant(), which), draft);
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
