package io.voxward.wire.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.common.DomainId;
import io.voxward.consent.Policies;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a domain tells people about their voices, for whoever asks: no credential is needed. */
@Path(PublicPolicyResource.PATH)
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
@RunOnVirtualThread
public class PublicPolicyResource {
  /** Where it is asked for. */
  static final String PATH = "/policies";

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final String AS_TEXT = ".txt";
  private static final Pattern PLAIN = Pattern.compile("\\.txt$");

  private final Policies policies;

  /** Speaks for {@code policies}. */
  public PublicPolicyResource(Policies policies) {
    this.policies = policies;
  }

  /** The text in force, with the time after which voices are erased; {@code .txt}: it alone. */
  @GET
  @Path("/{domainId}")
  @Open
  public Response inForce(@PathParam("domainId") String domainId) {
    boolean plain = domainId.endsWith(AS_TEXT);
    return answer(PLAIN.matcher(domainId).replaceFirst(""), null, plain);
  }

  /** The text of one version. */
  @GET
  @Path("/{domainId}/{version}")
  @Open
  public Response version(
      @PathParam("domainId") String domainId, @PathParam("version") String version) {
    return answer(domainId, version, false);
  }

  private Response answer(String domainId, @Nullable String version, boolean plain) {
    Policies.Published shown = policies.shown(new DomainId(domainId), version);
    Response.ResponseBuilder answer =
        plain
            ? Response.ok(shown.policy().text(), "text/plain;charset=UTF-8")
            : Response.ok(PolicyResource.PolicyBody.of(shown));
    return answer
        .header("Cache-Control", "public, max-age=" + FRESH.toSeconds())
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
