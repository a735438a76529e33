package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_RECEIPTS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.access.PageTokens;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.consent.Receipt;
import io.voxward.consent.Receipts;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receipts of erasures and the key that verifies them. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReceiptResource {
  private final Receipts receipts;
  private final PageTokens tokens;
  private final CurrentCaller current;

  /** Speaks for {@code receipts}. */
  public ReceiptResource(Receipts receipts, PageTokens tokens, CurrentCaller current) {
    this.receipts = receipts;
    this.tokens = tokens;
    this.current = current;
  }

  /**
   * A receipt as it is shown, whole: saved as it is, it can be verified without the service.
   *
   * @param body the text that is signed; the other members repeat what is in it
   * @param signature Ed25519 over the body in UTF-8, base64
   * @param publicKey of the key that signed it (X.509, base64)
   */
  public record ReceiptBody(
      String receiptId,
      String domainId,
      String rule,
      String subject,
      Instant issuedAt,
      String body,
      String signature,
      String publicKey) {
    static ReceiptBody of(Receipt receipt, String publicKey) {
      return new ReceiptBody(
          receipt.id(),
          receipt.domain().value(),
          receipt.rule().name(),
          receipt.subject(),
          receipt.issuedAt(),
          receipt.body(),
          receipt.signature(),
          publicKey);
    }
  }

  /** The key that verifies receipts. */
  public record KeyBody(String algorithm, String publicKey, String fingerprint) {}

  /** Lists receipts, the newest first. */
  @GET
  @Path("/receipts")
  @Needs(READ_RECEIPTS)
  public ListBody<ReceiptBody> list(
      @QueryParam("domainId") @Nullable String domainId,
      @QueryParam("subject") @Nullable String subject,
      @QueryParam("maxResults") @Nullable Integer maxResults,
      @QueryParam("nextToken") @Nullable String nextToken) {
    Caller caller = current.caller();
    DomainId domain = domainId == null ? null : new DomainId(domainId);
    if (domain != null) {
      caller.require(READ_RECEIPTS, domain);
    }
    String list = "receipts/" + domain + "/" + subject;
    Page<Receipt> page =
        receipts.list(
            caller.tenant(),
            new Receipts.Filter(ScheduleResource.only(caller), domain, subject),
            ListBody.size(maxResults),
            tokens.read(caller.tenant(), list, nextToken));
    String key = receipts.publicKey();
    return ListBody.of(
        page, receipt -> ReceiptBody.of(receipt, key), tokens, caller.tenant(), list);
  }

  /** Shows a receipt. */
  @GET
  @Path("/receipts/{receiptId}")
  @Needs(READ_RECEIPTS)
  public ReceiptBody get(@PathParam("receiptId") String receiptId) {
    Caller caller = current.caller();
    return ReceiptBody.of(
        receipts.read(caller.tenant(), ScheduleResource.only(caller), receiptId),
        receipts.publicKey());
  }

  /** Shows the public key that verifies receipts. */
  @GET
  @Path("/receipt-key")
  @Needs(READ_RECEIPTS)
  public KeyBody key() {
    return new KeyBody("Ed25519", receipts.publicKey(), receipts.fingerprint());
  }
}
