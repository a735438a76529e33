package io.voxward.wire.kinesis;

import static io.voxward.access.Permission.RUN_SESSIONS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.session.LiveSession;
import io.voxward.wire.rest.Body;
import io.voxward.wire.rest.Needs;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Calls of linked Amazon Connect instances, as their contact flows tell of them. */
@Path("/api/v1/kinesis-streams")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConnectCallResource {
  private final Pulls pulls;
  private final ConnectCalls calls;
  private final CurrentCaller current;

  /** Speaks for {@code calls}. */
  public ConnectCallResource(Pulls pulls, ConnectCalls calls, CurrentCaller current) {
    this.pulls = pulls;
    this.calls = calls;
    this.current = current;
  }

  /** Makes the session of a call, or goes on with it, and fetches its audio. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(RUN_SESSIONS)
  public Response begin(@Nullable ConnectCallRequest request) {
    ConnectCallRequest call = Body.required(request);
    StreamPlace place = call.place();
    LiveSession session = calls.session(current.caller(), call);
    return Response.accepted(KinesisStreamBody.of(session, pulls.begin(session, place))).build();
  }
}
