package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;
import static io.voxward.access.Permission.RESTORE_DOMAINS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.domain.Domain;
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
import org.jspecify.annotations.Nullable;

/** Domains. */
@Path("/api/v1/domains")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DomainResource {
  private static final String LIST = "domains";

  private final Domains domains;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code domains}. */
  public DomainResource(Domains domains, PageTokens tokens, CurrentCaller current) {
    this.domains = domains;
    this.tokens = tokens;
    this.current = current;
  }

  /** Makes a domain. */
  @POST
  @Needs(ADMINISTER_DOMAINS)
  public Response create(@Nullable DomainRequest request) {
    Caller caller = current.caller();
    if (caller.scope() instanceof DomainScope.Only) {
      throw new FailureException(
          new Failure.Forbidden("this access key is for certain domains and cannot make new ones"));
    }
    DomainRequest body = Body.required(request);
    Domain made = domains.create(caller.tenant(), body.draft(), body.key(), body.firstTags());
    return Response.created(URI.create("/api/v1/domains/" + made.id()))
        .entity(DomainBody.of(made))
        .build();
  }

  /** Lists the domains the caller may see, suspended ones included. */
  @GET
  @Needs(READ_DOMAINS)
  public ListBody<DomainBody> list(
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    Caller caller = current.caller();
    Page<Domain> page =
        domains.list(
            caller.tenant(),
            caller.scope(),
            ListBody.size(maxResults),
            tokens.read(caller.tenant(), LIST, nextToken));
    return ListBody.of(page, DomainBody::of, tokens, caller.tenant(), LIST);
  }

  /** Shows a domain. */
  @GET
  @Path("/{domainId}")
  @Needs(READ_DOMAINS)
  public DomainBody get(@PathParam("domainId") String domainId) {
    return DomainBody.of(domains.get(current.tenant(), new DomainId(domainId)));
  }

  /** Changes the members sent. */
  @PATCH
  @Path("/{domainId}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Needs(ADMINISTER_DOMAINS)
  public DomainBody update(
      @PathParam("domainId") String domainId, @Nullable DomainRequest request) {
    DomainRequest change = Body.required(request).forChange();
    return DomainBody.of(
        domains.update(current.tenant(), new DomainId(domainId), change.key(), change::on));
  }

  /** Suspends a domain; it may be restored for 30 days. */
  @DELETE
  @Path("/{domainId}")
  @Needs(ADMINISTER_DOMAINS)
  public DomainBody delete(@PathParam("domainId") String domainId) {
    return DomainBody.of(domains.delete(current.tenant(), new DomainId(domainId)));
  }

  /** Brings a suspended domain back. */
  @POST
  @Path("/{domainId}/restore")
  @Needs(RESTORE_DOMAINS)
  public DomainBody restore(@PathParam("domainId") String domainId) {
    return DomainBody.of(domains.restore(current.tenant(), new DomainId(domainId)));
  }
}
