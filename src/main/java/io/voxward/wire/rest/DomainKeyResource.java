package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_KEYS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.domain.DomainRenewal;
import io.voxward.domain.DomainRenewal.Extent;
import io.voxward.domain.DomainRenewal.State;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The secrets of a domain: how they stand, and renewing them. */
@Path("/api/v1/domains/{domainId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DomainKeyResource {
  private final DomainRenewal renewal;
  private final CurrentCaller current;

  /** Speaks for {@code renewal}. */
  public DomainKeyResource(DomainRenewal renewal, CurrentCaller current) {
    this.renewal = renewal;
    this.current = current;
  }

  /**
   * How a domain's secrets stand.
   *
   * @param dataKeyGeneration counts its data keys from 1
   * @param transformGeneration counts its transforms from 1
   * @param olderSecrets how many old ones are kept, because something is still sealed with them
   * @param left how much is to be sealed anew, by what it is
   */
  public record KeysBody(
      String kmsKeyId,
      int dataKeyGeneration,
      int transformGeneration,
      int olderSecrets,
      Map<String, Long> left) {
    static KeysBody of(State state) {
      return new KeysBody(
          state.wrappingKey().value(),
          state.dataKey(),
          state.transform(),
          state.older(),
          state.left());
    }
  }

  /**
   * What is to be renewed.
   *
   * @param extent {@code DATA_KEY} or {@code DATA_KEY_AND_TRANSFORM}
   */
  public record RenewalRequest(@Nullable String extent) {
    Extent read() {
      String word = Body.required("extent", extent);
      try {
        return Extent.valueOf(word);
      } catch (IllegalArgumentException e) {
        throw FailureException.invalid("extent", "must be DATA_KEY or DATA_KEY_AND_TRANSFORM");
      }
    }
  }

  /** Shows how the domain's secrets stand. */
  @GET
  @Path("/keys")
  @Needs(ADMINISTER_KEYS)
  public KeysBody keys(@PathParam("domainId") String domainId) {
    return KeysBody.of(renewal.state(current.tenant(), new DomainId(domainId)));
  }

  /** Makes new secrets and begins to seal everything with them. */
  @POST
  @Path("/key-renewals")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(ADMINISTER_KEYS)
  public Response renew(@PathParam("domainId") String domainId, @Nullable RenewalRequest request) {
    Extent extent = Body.required(request).read();
    return Response.accepted(
            RunBody.of(renewal.begin(current.tenant(), new DomainId(domainId), extent)))
        .build();
  }
}
