package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_DOMAINS;
import static io.voxward.access.Permission.READ_DOMAINS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.domain.Tag;
import io.voxward.domain.Tags;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tags of a domain. */
@Path("/api/v1/domains/{domainId}/tags")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TagResource {
  private final Tags tags;
  private final CurrentCaller current;

  /** Speaks for {@code tags}. */
  public TagResource(Tags tags, CurrentCaller current) {
    this.tags = tags;
    this.current = current;
  }

  /** Shows the tags. */
  @GET
  @Needs(READ_DOMAINS)
  public TagsBody get(@PathParam("domainId") String domainId) {
    return TagsBody.of(tags.list(current.tenant(), new DomainId(domainId)));
  }

  /** Puts these tags in the place of all others. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_DOMAINS)
  public TagsBody put(@PathParam("domainId") String domainId, @Nullable TagsBody body) {
    DomainId domain = new DomainId(domainId);
    List<Tag> sent = Body.required(body).tagList();
    tags.replace(current.tenant(), domain, sent);
    return TagsBody.of(sent);
  }

  /** Takes the tags of those keys away; without a key, all of them. */
  @DELETE
  @Needs(ADMINISTER_DOMAINS)
  public TagsBody delete(
      @PathParam("domainId") String domainId, @QueryParam("key") List<String> keys) {
    DomainId domain = new DomainId(domainId);
    if (keys.isEmpty()) {
      tags.replace(current.tenant(), domain, List.of());
    } else {
      tags.untag(current.tenant(), domain, keys);
    }
    return TagsBody.of(tags.list(current.tenant(), domain));
  }
}
