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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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

  /** Asks that the session's speaker be enrolled; a body is needed only to say more. */
  @POST
  @Needs(ENROLL_SPEAKERS)
  public Response request(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Context HttpHeaders headers,
      @Nullable String body)
      throws JsonProcessingException {
    EnrollmentRequest asked = read(body);
    ConsentDraft consent = asked.draft();
    boolean keepNothing = RetentionWord.isNone(headers, asked.retention());
    SessionRef ref = SessionRef.parse(sessionId);
    TenantId tenant = current.tenant();
    EnrollmentProgress progress =
        enrollments.request(
            sessions.require(tenant, new DomainId(domainId), ref), consent, keepNothing);
    return Response.accepted(EnrollmentBody.of(progress))
        .header(RetentionWord.HEADER, progress.retention().word())
        .build();
  }

  /** An empty body is none, whatever content type a client's library gives it. */
  private EnrollmentRequest read(@Nullable String body) throws JsonProcessingException {
    return body == null || body.isBlank()
        ? EnrollmentRequest.EMPTY
        : json.readValue(body, EnrollmentRequest.class);
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
