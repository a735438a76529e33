package io.voxward.wire.kinesis;

import static io.voxward.access.Permission.RUN_SESSIONS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import io.voxward.wire.rest.Body;
import io.voxward.wire.rest.Needs;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The audio of a session, fetched from Kinesis Video Streams. */
@Path("/api/v1/domains/{domainId}/sessions/{sessionId}/kinesis-stream")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KinesisStreamResource {
  private final Pulls pulls;
  private final Sessions sessions;
  private final CurrentCaller current;

  /** Speaks for {@code pulls}. */
  public KinesisStreamResource(Pulls pulls, Sessions sessions, CurrentCaller current) {
    this.pulls = pulls;
    this.sessions = sessions;
    this.current = current;
  }

  /** Fetches the audio of a session that there is. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RUN_SESSIONS)
  public Response begin(
      @PathParam("domainId") String domainId,
      @PathParam("sessionId") String sessionId,
      @Nullable KinesisStreamRequest request) {
    StreamPlace place = Body.required(request).place();
    LiveSession session = live(domainId, sessionId);
    return Response.accepted(KinesisStreamBody.of(session, pulls.begin(session, place))).build();
  }

  /** Fetches no more; what was heard stays, and the session can be asked. */
  @DELETE
  @Needs(RUN_SESSIONS)
  public void end(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    pulls.end(live(domainId, sessionId).id());
  }

  private LiveSession live(String domainId, String sessionId) {
    return sessions.require(current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId));
  }
}
