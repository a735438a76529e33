package io.voxward.wire.rest;

import static io.voxward.access.Permission.RUN_SESSIONS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionRef;
import io.voxward.session.Sessions;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The secure pause of a session: while the caller says a card number, for example. */
@Path("/api/v1/domains/{domainId}/sessions/{sessionId}/pause")
@RunOnVirtualThread
public class SessionPauseResource {
  private final Sessions sessions;
  private final CurrentCaller current;

  /** Speaks for {@code sessions}. */
  public SessionPauseResource(Sessions sessions, CurrentCaller current) {
    this.sessions = sessions;
    this.current = current;
  }

  /** Begins the pause; nothing that comes is heard from now on. May be repeated. */
  @POST
  @Needs(RUN_SESSIONS)
  public void pause(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    sessions.pause(session(domainId, sessionId));
  }

  /** Ends the pause. May be repeated. */
  @DELETE
  @Needs(RUN_SESSIONS)
  public void resume(
      @PathParam("domainId") String domainId, @PathParam("sessionId") String sessionId) {
    sessions.resume(session(domainId, sessionId));
  }

  private LiveSession session(String domainId, String sessionId) {
    return sessions.require(current.tenant(), new DomainId(domainId), SessionRef.parse(sessionId));
  }
}
