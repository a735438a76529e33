package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_INSTANCES;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.InstanceId;
import io.voxward.common.Page;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceDraft;
import io.voxward.instance.Instances;
import io.voxward.instance.IssuedInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Contact-center installations and the domain each is linked to. */
@Path("/api/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InstanceResource {
  private static final String LIST = "instances";

  private final Instances instances;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code instances}. */
  public InstanceResource(Instances instances, PageTokens tokens, CurrentCaller current) {
    this.instances = instances;
    this.tokens = tokens;
    this.current = current;
  }

  /** Links an installation; its secrets are in this answer and never again. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_INSTANCES)
  public Response link(@Nullable InstanceRequest request) {
    InstanceDraft draft = Body.required(request).draft();
    current.caller().require(ADMINISTER_INSTANCES, draft.domain());
    IssuedInstance issued = instances.link(current.tenant(), draft);
    return Response.created(URI.create("/api/v1/instances/" + issued.instance().id()))
        .entity(InstanceBody.of(issued))
        .build();
  }

  /** Lists the installations in the domains that the caller may see. */
  @GET
  @Needs(ADMINISTER_INSTANCES)
  public ListBody<InstanceBody> list(
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    Caller caller = current.caller();
    Page<Instance> page =
        instances.list(
            caller.tenant(),
            caller.scope(),
            ListBody.size(maxResults),
            tokens.read(caller.tenant(), LIST, nextToken));
    return ListBody.of(page, InstanceBody::of, tokens, caller.tenant(), LIST);
  }

  /** Shows an installation. */
  @GET
  @Path("/{instanceId}")
  @Needs(ADMINISTER_INSTANCES)
  public InstanceBody get(@PathParam("instanceId") String instanceId) {
    Caller caller = current.caller();
    return InstanceBody.of(
        instances.get(caller.tenant(), caller.scope(), new InstanceId(instanceId)));
  }

  /** Changes the members sent; with another domain, calls that begin from now on go there. */
  @PATCH
  @Path("/{instanceId}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Needs(ADMINISTER_INSTANCES)
  public InstanceBody change(
      @PathParam("instanceId") String instanceId, @Nullable InstanceRequest request) {
    Caller caller = current.caller();
    return InstanceBody.of(
        instances.change(
            caller.tenant(),
            caller.scope(),
            new InstanceId(instanceId),
            Body.required(request).change()));
  }

  /** Ends the link. */
  @DELETE
  @Path("/{instanceId}")
  @Needs(ADMINISTER_INSTANCES)
  public void unlink(@PathParam("instanceId") String instanceId) {
    Caller caller = current.caller();
    instances.unlink(caller.tenant(), caller.scope(), new InstanceId(instanceId));
  }
}
