package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import io.voxward.consent.Policies;
import io.voxward.consent.Policy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a domain tells people about their voices. */
@Path("/api/v1/domains/{domainId}/policies")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PolicyResource {
  /** The largest request, in bytes: any text that is allowed, in any script. */
  static final long LARGEST_BYTES = 256 * 1024;

  private final Policies policies;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code policies}. */
  public PolicyResource(Policies policies, PageTokens tokens, CurrentCaller current) {
    this.policies = policies;
    this.tokens = tokens;
    this.current = current;
  }

  /** A text to be published. */
  public record PolicyRequest(@Nullable String version, @Nullable String text) {}

  /**
   * A text as it is shown.
   *
   * @param publishedBy the access key that published it; not shown to the public
   * @param retentionDays days after the last access when a voice in the domain is erased; shown to
   *     the public
   */
  public record PolicyBody(
      String version,
      String text,
      @Nullable String publishedBy,
      Instant publishedAt,
      @Nullable Integer retentionDays) {
    static PolicyBody of(Policy policy) {
      return new PolicyBody(
          policy.version(), policy.text(), policy.publishedBy(), policy.publishedAt(), null);
    }

    static PolicyBody of(Policies.Published published) {
      Policy policy = published.policy();
      return new PolicyBody(
          policy.version(), policy.text(), null, policy.publishedAt(), published.retentionDays());
    }
  }

  /** Publishes a version; it is in force from now on. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @BodyLimit(LARGEST_BYTES)
  @Needs(ADMINISTER_DOMAINS)
  public Response publish(@PathParam("domainId") String domainId, @Nullable PolicyRequest request) {
    PolicyRequest body = Body.required(request);
    DomainId domain = new DomainId(domainId);
    Policy published =
        policies.publish(
            current.tenant(),
            domain,
            Body.required("version", body.version()),
            Body.required("text", body.text()));
    return Response.created(
            URI.create(PublicPolicyResource.PATH + "/" + domain + "/" + published.version()))
        .entity(PolicyBody.of(published))
        .build();
  }

  /** Lists the versions, the oldest first. */
  @GET
  @Needs(READ_DOMAINS)
  public ListBody<PolicyBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    String list = "policies/" + domain;
    Page<Policy> page =
        policies.list(
            tenant, domain, ListBody.size(maxResults), tokens.read(tenant, list, nextToken));
    return ListBody.of(page, PolicyBody::of, tokens, tenant, list);
  }
}
