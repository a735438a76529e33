package io.voxward.wire.rest;

import static io.voxward.access.Permission.ADMINISTER_KEYS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.RewrapSchedule;
import io.voxward.domain.WrappingKeys;
import io.voxward.job.Schedules;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that wrap all other secrets: rotating and destroying them. */
@Path("/api/v1/wrapping-keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WrappingKeyResource {
  private final WrappingKeys keys;
  private final Schedules schedules;
  private final CurrentCaller current;

  /** Speaks for {@code keys}. */
  public WrappingKeyResource(WrappingKeys keys, Schedules schedules, CurrentCaller current) {
    this.keys = keys;
    this.schedules = schedules;
    this.current = current;
  }

  /**
   * A wrapping key as it is shown.
   *
   * @param own whether it is the product's own, and not one that a domain names
   * @param knownSince when the service first knew it; absent before its first look
   * @param secrets how many secrets of the installation are under it, by what they are of
   */
  public record WrappingKeyBody(
      String name,
      boolean current,
      boolean own,
      @Nullable Instant knownSince,
      Map<String, Long> secrets) {
    static WrappingKeyBody of(WrappingKeys.Key key) {
      return new WrappingKeyBody(
          key.name(), key.current(), key.own(), key.knownSince(), key.secrets());
    }
  }

  /**
   * A rotation that has begun.
   *
   * @param name the new key
   * @param runs of the caller's tenant, which wrap its secrets under it
   */
  public record RotationBody(String name, List<RunBody> runs) {}

  /** Lists the wrapping keys. */
  @GET
  @Needs(ADMINISTER_KEYS)
  public ListBody<WrappingKeyBody> list() {
    TenantId _ = whole();
    return new ListBody<>(keys.list().stream().map(WrappingKeyBody::of).toList(), null);
  }

  /** Makes a new wrapping key and begins to wrap every secret under it. */
  @POST
  @Needs(ADMINISTER_KEYS)
  public Response rotate() {
    TenantId tenant = whole();
    String name = keys.rotate(tenant);
    List<RunBody> runs =
        schedules.run(schedules.named(RewrapSchedule.NAME), null, _ -> true).stream()
            .filter(job -> job.tenant().equals(tenant))
            .map(RunBody::of)
            .toList();
    return Response.accepted(new RotationBody(name, runs)).build();
  }

  /** Destroys an older wrapping key that nothing is under. */
  @DELETE
  @Path("/{name}")
  @Needs(ADMINISTER_KEYS)
  public void destroy(@PathParam("name") String name) {
    keys.destroy(whole(), name);
  }

  /** The tenant of a caller for all domains: the keys are those of all of them. */
  private TenantId whole() {
    if (current.caller().scope() instanceof DomainScope.Only) {
      throw new FailureException(
          new Failure.Forbidden(
              "this access key is for certain domains; wrapping keys are for all"));
    }
    return current.tenant();
  }
}
