package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_PROFILES;
import static io.voxward.access.Permission.READ_PROFILES;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.profile.Profile;
import io.voxward.profile.ProfileName;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Profiles;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The profiles of a domain: registered ways to tune requests, version by version. */
@Path("/api/v1/domains/{domainId}/profiles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProfileResource {
  private final Profiles profiles;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code profiles}. */
  public ProfileResource(Profiles profiles, PageTokens tokens, CurrentCaller current) {
    this.profiles = profiles;
    this.tokens = tokens;
    this.current = current;
  }

  /** Registers a profile. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_PROFILES)
  public Response create(@PathParam("domainId") String domainId, @Nullable ProfileRequest request) {
    ProfileRequest asked = Body.required(request);
    return created(
        profiles.create(
            current.tenant(), new DomainId(domainId), asked.profileName(), asked.tuning()));
  }

  /** Adds a version, which is the newest from now on. */
  @POST
  @Path("/{name}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_PROFILES)
  public Response revise(
      @PathParam("domainId") String domainId,
      @PathParam("name") String name,
      @Nullable TuningRequest request) {
    return created(
        profiles.revise(
            current.tenant(),
            new DomainId(domainId),
            new ProfileName(name),
            Body.required(request).tuning()));
  }

  private static Response created(Profile made) {
    return Response.created(
            URI.create(
                "/api/v1/domains/"
                    + made.domain()
                    + "/profiles/"
                    + made.name()
                    + "/versions/"
                    + made.version()))
        .entity(ProfileBody.of(made))
        .build();
  }

  /** Lists the profiles, each in its newest version. */
  @GET
  @Needs(READ_PROFILES)
  public ListBody<ProfileBody> list(
      @PathParam("domainId") String domainId,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    String list = "profiles/" + domain;
    return ListBody.of(
        profiles.list(
            tenant, domain, ListBody.size(maxResults), tokens.read(tenant, list, nextToken)),
        ProfileBody::of,
        tokens,
        tenant,
        list);
  }

  /** Shows a profile in its newest version. */
  @GET
  @Path("/{name}")
  @Needs(READ_PROFILES)
  public ProfileBody get(@PathParam("domainId") String domainId, @PathParam("name") String name) {
    return ProfileBody.of(
        profiles.get(
            current.tenant(), new DomainId(domainId), new ProfileRef(new ProfileName(name), null)));
  }

  /** Lists the versions of a profile, the oldest first. */
  @GET
  @Path("/{name}/versions")
  @Needs(READ_PROFILES)
  public ListBody<ProfileBody> versions(
      @PathParam("domainId") String domainId,
      @PathParam("name") String name,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = current.tenant();
    DomainId domain = new DomainId(domainId);
    ProfileName profile = new ProfileName(name);
    String list = "profiles/" + domain + "/" + profile;
    return ListBody.of(
        profiles.versions(
            tenant,
            domain,
            profile,
            ListBody.size(maxResults),
            tokens.read(tenant, list, nextToken)),
        ProfileBody::of,
        tokens,
        tenant,
        list);
  }

  /** Shows one version. */
  @GET
  @Path("/{name}/versions/{version}")
  @Needs(READ_PROFILES)
  public ProfileBody version(
      @PathParam("domainId") String domainId,
      @PathParam("name") String name,
      @PathParam("version") String version) {
    return ProfileBody.of(
        profiles.get(
            current.tenant(),
            new DomainId(domainId),
            new ProfileRef(new ProfileName(name), number(version))));
  }

  private static int number(String version) {
    try {
      int number = Integer.parseInt(version);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, as a number out of range is.
    }
    throw FailureException.invalid("version", "must be a whole number from 1");
  }

  /** Deletes a profile with all its versions. */
  @DELETE
  @Path("/{name}")
  @Needs(ADMINISTER_PROFILES)
  public void delete(@PathParam("domainId") String domainId, @PathParam("name") String name) {
    profiles.delete(current.tenant(), new DomainId(domainId), new ProfileName(name));
  }
}
