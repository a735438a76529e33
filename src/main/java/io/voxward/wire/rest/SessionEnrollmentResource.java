package io.voxward.wire.rest;

import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.READ_SESSIONS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.enrollment.Enrollments;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import io.voxward.wire.call.EnrollmentBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The enrolment of a session's speaker from its call. */
@Path("/api/v1/domains/{domainId}/sessions/{sessionId}/enrollment")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SessionEnrollmentResource {
  private final Sessions sessions;
  private final Enrollments enrollments;
  private final ObjectMapper json;
  private final CurrentCaller current;

  /** Speaks for {@code enrollments}. */
  public SessionEnrollmentResource(
      Sessions sessions, Enrollments enrollments, ObjectMapper json, CurrentCaller current) {
    this.sessions = sessions;
    this.enrollments = enrollments;
    this.json = json;
    this.current = current;
  }

  /** Asks that the session's speaker be enrolled; a body is needed only for a consent. */
  @POST
  @Needs(ENROLL_SPEAKERS)
  public Response request(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Nullable String body)
      throws JsonProcessingException {
    ConsentDraft consent = consent(body);
    SessionRef ref = SessionRef.parse(sessionId);
    TenantId tenant = current.tenant();
    EnrollmentProgress progress =
        enrollments.request(sessions.require(tenant, new DomainId(domainId), ref), consent);
    return Response.accepted(EnrollmentBody.of(progress)).build();
  }

  /** An empty body is none, whatever content type a client's library gives it. */
  private @Nullable ConsentDraft consent(@Nullable String body) throws JsonProcessingException {
    if (body == null || body.isBlank()) {
      return null;
    }
    ConsentRequest consent = json.readValue(body, EnrollmentRequest.class).consent();
    return consent == null ? null : consent.draft();
  }

  /** How the enrolment goes on. */
  @GET
  @Needs(READ_SESSIONS)
  public EnrollmentBody progress(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    return EnrollmentBody.of(
        enrollments.progress(
            current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId)));
  }
}
