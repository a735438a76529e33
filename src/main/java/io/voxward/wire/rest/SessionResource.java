package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.RUN_SESSIONS;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.access.StreamGrant;
import io.voxward.access.StreamTokens;
import io.voxward.access.StreamTokens.IssuedStreamToken;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.evaluation.DecisionRecords;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.EvaluationWaits;
import io.voxward.evaluation.Evaluations;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionTuning;
import io.voxward.session.Sessions;
import io.voxward.wire.audiosocket.AudioSocketUuids;
import io.voxward.wire.call.EvaluationBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The sessions of a domain and their decisions. */
@Path("/api/v1/domains/{domainId}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SessionResource {
  private final Sessions sessions;
  private final Profiles profiles;
  private final Evaluations evaluations;
  private final EvaluationWaits waits;
  private final DecisionRecords decisions;
  private final StreamTokens streamTokens;
  private final AudioSocketUuids audioSockets;
  private final PageTokens pageTokens;
  private final CurrentCaller current;

  /** Speaks for {@code sessions} and {@code evaluations}. */
  public SessionResource(
      Sessions sessions,
      Profiles profiles,
      Evaluations evaluations,
      EvaluationWaits waits,
      DecisionRecords decisions,
      StreamTokens streamTokens,
      AudioSocketUuids audioSockets,
      PageTokens pageTokens,
      CurrentCaller current) {
    this.sessions = sessions;
    this.profiles = profiles;
    this.evaluations = evaluations;
    this.waits = waits;
    this.decisions = decisions;
    this.streamTokens = streamTokens;
    this.audioSockets = audioSockets;
    this.pageTokens = pageTokens;
    this.current = current;
  }

  /** Makes a session and gives the key to its stream. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RUN_SESSIONS)
  public Response create(
      @PathParam("domainId") String domainId,
      @Nullable SessionRequest request,
      @Context UriInfo asked) {
    SessionRequest asking = Body.required(request);
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    Tuned tuned =
        profiles.choose(
            tenant, domain, TuningRequest.MEMBER, asking.ref(), TuningRequest.in(asking.tuning()));
    SessionDraft draft = asking.draft(tuned);
    boolean byAudioSocket = asking.comesByAudioSocket();
    if (byAudioSocket) {
      audioSockets.requireOn();
    }
    LiveSession session = sessions.create(tenant, domain, draft);
    IssuedStreamToken token =
        issue(new StreamGrant(session.tenant(), session.domain(), session.id()));
    Instant expiresAt = sessions.expiry(session);
    return Response.status(Response.Status.CREATED)
        .entity(
            new StartedSessionBody(
                session.id().value(),
                session.name().value(),
                StreamAddress.of(asked, session.id()),
                token.token(),
                expiresAt,
                byAudioSocket ? audioSockets.announce(session).toString() : null,
                TuningBody.of(tuned)))
        .build();
  }

  private IssuedStreamToken issue(StreamGrant grant) {
    return streamTokens.issue(grant);
  }

  /**
   * Lists sessions, newest ids in no particular order; with {@code active} only those not ended.
   */
  @GET
  @Needs(READ_SESSIONS)
  public ListBody<SessionBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("active") @Nullable String active,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    boolean activeOnly = flag("active", active);
    int size = ListBody.size(maxResults);
    String list = "sessions/" + domain + "/" + activeOnly;
    return ListBody.of(
        sessions.list(tenant, domain, activeOnly, size, pageTokens.read(tenant, list, nextToken)),
        SessionBody::of,
        pageTokens,
        tenant,
        list);
  }

  private static boolean flag(String name, @Nullable String word) {
    if (word == null || word.equals("false")) {
      return false;
    }
    if (!word.equals("true")) {
      throw FailureException.invalid(name, "must be true or false");
    }
    return true;
  }

  /** Shows a session with every decision made about it. */
  @GET
  @Path("/{sessionId}")
  @Needs(READ_SESSIONS)
  public SessionBody get(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SessionRecord session = sessions.describe(tenant, domain, SessionRef.parse(sessionId));
    return SessionBody.of(session, decisions.of(tenant, domain, session.id()));
  }

  /** Changes the speaker or settings of a session. */
  @PATCH
  @Path("/{sessionId}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RUN_SESSIONS)
  public SessionBody change(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Nullable SessionChange request) {
    SessionChange change = Body.required(request);
    String speaker = change.speakerId();
    SpeakerRef ref = speaker == null ? null : SpeakerRef.parse(speaker);
    LiveSession session = live(domainId, sessionId);
    SessionRequest.SettingsRequest settings = change.settings();
    Tuned tuned = change.tunes() ? tuned(session, change) : null;
    sessions.change(session, ref, before -> settings == null ? before : settings.on(before), tuned);
    return get(domainId, session.id().value());
  }

  private Tuned tuned(LiveSession session, SessionChange change) {
    SessionTuning before = session.tuning();
    return profiles.choose(
        session.tenant(),
        session.domain(),
        TuningRequest.MEMBER,
        change.profile(before),
        change.tuning(before));
  }

  /** Ends a session; its speech is forgotten at once. */
  @DELETE
  @Path("/{sessionId}")
  @Needs(RUN_SESSIONS)
  public void end(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    SessionRecord _ = sessions.end(live(domainId, sessionId));
  }

  /** Gives a new key to the stream, for a reconnect. */
  @POST
  @Path("/{sessionId}/stream-token")
  @Needs(RUN_SESSIONS)
  public Response streamToken(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Context UriInfo asked) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    SessionId session = sessions.streamable(tenant, domain, SessionRef.parse(sessionId));
    IssuedStreamToken token = issue(new StreamGrant(tenant, domain, session));
    return Response.status(Response.Status.CREATED)
        .entity(
            new StreamTokenBody(StreamAddress.of(asked, session), token.token(), token.expiresAt()))
        .build();
  }

  /** The decisions now. */
  @GET
  @Path("/{sessionId}/evaluation")
  @Needs(READ_SESSIONS)
  public EvaluationBody evaluation(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    return EvaluationBody.of(
        evaluations.evaluate(
            current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId)));
  }

  /**
   * The decisions in the words of contact flows, after waiting for what is open. No thread waits;
   * the wait ends with the connection.
   */
  @GET
  @Path("/{sessionId}/check")
  @Blocking
  @Needs(READ_SESSIONS)
  public Uni<CheckBody> check(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @QueryParam("wait") @Nullable String wait) {
    Duration longest = Duration.ofMillis(Math.round(seconds(wait) * 1000));
    CompletableFuture<Evaluation> settled = waits.settled(live(domainId, sessionId), longest);
    return Uni.createFrom().<Evaluation>emitter(answer -> tell(settled, answer)).map(CheckBody::of);
  }

  private static void tell(
      CompletableFuture<Evaluation> settled, UniEmitter<? super Evaluation> answer) {
    answer.onTermination(() -> settled.cancel(false));
    var _ =
        settled.whenComplete((evaluation, failure) -> {
          if (failure == null) {
            answer.complete(evaluation);
          } else {
            answer.fail(failure);
          }
        });
  }

  private static double seconds(@Nullable String wait) {
    try {
      double seconds = wait == null ? 0 : Double.parseDouble(wait);
      if (Double.isFinite(seconds)) {
        return seconds;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as every other form is.
    }
    throw FailureException.invalid("wait", "must be a number of seconds");
  }

  private LiveSession live(String domainId, String sessionId) {
    return sessions.require(current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId));
  }
}
