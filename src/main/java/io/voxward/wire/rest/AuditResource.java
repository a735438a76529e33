package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_AUDIT;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.CurrentCaller;
import io.voxward.access.DomainScope;
import io.voxward.access.PageTokens;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.TenantId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The audit trail and whether its chain holds. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditResource {
  private static final String LIST = "audit";

  private final Audit audit;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code audit}. */
  public AuditResource(Audit audit, PageTokens tokens, CurrentCaller current) {
    this.audit = audit;
    this.tokens = tokens;
    this.current = current;
  }

  /**
   * An entry as it is shown, whole: pages saved as they are can be verified without the service.
   *
   * @param hash of the entry and the hash before it, in hexadecimal
   */
  public record EntryBody(
      String tenantId,
      long sequence,
      Instant at,
      String actor,
      String action,
      @Nullable String domainId,
      @Nullable String subject,
      @Nullable String detail,
      String hash) {
    static EntryBody of(Audit.Recorded recorded) {
      AuditEntry entry = recorded.entry();
      DomainId domain = entry.domain();
      return new EntryBody(
          entry.tenant().value(),
          recorded.sequence(),
          recorded.at(),
          recorded.actor(),
          entry.action(),
          domain == null ? null : domain.value(),
          entry.subject(),
          entry.detail(),
          HexFormat.of().formatHex(recorded.hash()));
    }
  }

  /**
   * Whether the chain holds.
   *
   * @param entries how many fit
   * @param head the hash of the last that fits: whoever noted it before finds it again
   * @param brokenAt the first that does not fit; absent if all do
   */
  public record VerificationBody(
      boolean intact, long entries, String head, @Nullable Long brokenAt) {}

  /** Lists the trail, the oldest first. */
  @GET
  @Needs(READ_AUDIT)
  public ListBody<EntryBody> list(
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    TenantId tenant = whole();
    Page<Audit.Recorded> page =
        audit.list(tenant, ListBody.size(maxResults), tokens.read(tenant, LIST, nextToken));
    return ListBody.of(page, EntryBody::of, tokens, tenant, LIST);
  }

  /** Walks the whole trail and says whether each entry fits the one before. */
  @GET
  @Path("/verification")
  @Needs(READ_AUDIT)
  public VerificationBody verify() {
    Audit.Verdict verdict = audit.verify(whole());
    return new VerificationBody(
        verdict.brokenAt() == 0,
        verdict.entries(),
        HexFormat.of().formatHex(verdict.head()),
        verdict.brokenAt() == 0 ? null : verdict.brokenAt());
  }

  /** The tenant of a caller who may see all domains: the trail is one for all of them. */
  private TenantId whole() {
    if (current.caller().scope() instanceof DomainScope.Only) {
      throw new FailureException(
          new Failure.Forbidden("this access key is for certain domains; the trail is of all"));
    }
    return current.tenant();
  }
}
