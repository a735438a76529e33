package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_ACCESS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.AccessKey;
import io.voxward.access.AccessKeys;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.domain.Domains;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The credentials of people and machines. */
@Path("/api/v1/access-keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AccessKeyResource {
  private static final String LIST = "access-keys";

  private final AccessKeys accessKeys;
  private final Domains domains;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code accessKeys}. */
  public AccessKeyResource(
      AccessKeys accessKeys, Domains domains, PageTokens tokens, CurrentCaller current) {
    this.accessKeys = accessKeys;
    this.domains = domains;
    this.tokens = tokens;
    this.current = current;
  }

  /** Makes a credential; its secrets are in this answer and never again. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_ACCESS)
  public Response create(@Nullable AccessKeyRequest request) {
    AccessKeyRequest body = Body.required(request);
    Caller caller = requireUnnarrowed();
    String name = Body.required("name", body.name());
    DomainScope scope = body.scope();
    if (scope instanceof DomainScope.Only(Set<DomainId> ids)) {
      ids.forEach(id -> domains.get(caller.tenant(), id));
    }
    IssuedAccessKey issued = accessKeys.create(caller.tenant(), name, body.roleSet(), scope);
    return Response.created(URI.create("/api/v1/access-keys/" + issued.key().id()))
        .entity(AccessKeyBody.of(issued))
        .build();
  }

  /** Lists credentials, disabled and deleted ones included. */
  @GET
  @Needs(ADMINISTER_ACCESS)
  public ListBody<AccessKeyBody> list(
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = requireUnnarrowed().tenant();
    Page<AccessKey> page =
        accessKeys.list(tenant, ListBody.size(maxResults), tokens.read(tenant, LIST, nextToken));
    return ListBody.of(page, AccessKeyBody::of, tokens, tenant, LIST);
  }

  /** Shows a credential without its secrets. */
  @GET
  @Path("/{accessKeyId}")
  @Needs(ADMINISTER_ACCESS)
  public AccessKeyBody get(@PathParam("accessKeyId") String accessKeyId) {
    return AccessKeyBody.of(accessKeys.get(requireUnnarrowed().tenant(), accessKeyId));
  }

  /** Disables a credential, or enables it again. */
  @PATCH
  @Path("/{accessKeyId}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Needs(ADMINISTER_ACCESS)
  public AccessKeyBody change(
      @PathParam("accessKeyId") String accessKeyId, @Nullable AccessKeyChange request) {
    TenantId tenant = requireUnnarrowed().tenant();
    boolean enabled = Body.required("enabled", Body.required(request).enabled());
    return AccessKeyBody.of(
        enabled ? accessKeys.enable(tenant, accessKeyId) : accessKeys.disable(tenant, accessKeyId));
  }

  /** Makes a second credential for the same principal; the old one works until it is disabled. */
  @POST
  @Path("/{accessKeyId}/rotate")
  @Needs(ADMINISTER_ACCESS)
  public Response rotate(@PathParam("accessKeyId") String accessKeyId) {
    IssuedAccessKey issued = accessKeys.rotate(requireUnnarrowed().tenant(), accessKeyId);
    return Response.created(URI.create("/api/v1/access-keys/" + issued.key().id()))
        .entity(AccessKeyBody.of(issued))
        .build();
  }

  /** Deletes a credential: it is refused for ever, its entry stays. */
  @DELETE
  @Path("/{accessKeyId}")
  @Needs(ADMINISTER_ACCESS)
  public void revoke(@PathParam("accessKeyId") String accessKeyId) {
    accessKeys.revoke(requireUnnarrowed().tenant(), accessKeyId);
  }

  /** A caller narrowed to some domains could otherwise make itself a credential for all. */
  private Caller requireUnnarrowed() {
    Caller caller = current.caller();
    if (caller.scope() instanceof DomainScope.Only) {
      throw new FailureException(
          new Failure.Forbidden("this access key is for certain domains and sees no access keys"));
    }
    return caller;
  }
}
