package io.voxward.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.store.ReceiptRepository;
import io.voxward.keys.ReceiptKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signed receipts of erasures: written in the transaction of the erasure, read by who may. */
@ApplicationScoped
public class Receipts {
  private final ReceiptRepository rows;
  private final ReceiptKey key;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps receipts in {@code rows}, signed by {@code key}. */
  public Receipts(
      ReceiptRepository rows, ReceiptKey key, Audit audit, MeterRegistry meters, Clock clock) {
    this.rows = rows;
    this.key = key;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Which receipts to list; an absent part lets all through.
   *
   * @param only domains whose receipts may be seen
   */
  public record Filter(
      @Nullable Collection<DomainId> only, @Nullable DomainId domain, @Nullable String subject) {}

  /**
   * Writes the receipt of an erasure, in its transaction.
   *
   * @param subject the generated id of whom it was about, or of the job that erased many
   * @param erased how many of what
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Receipt issue(
      TenantId tenant,
      DomainId domain,
      ErasureReason rule,
      String subject,
      Map<String, Long> erased) {
    Instant now = clock.instant();
    String id = Alphanumeric.random();
    String body = body(tenant, id, domain, rule, subject, erased, now);
    byte[] signature = key.sign(body.getBytes(StandardCharsets.UTF_8));
    Receipt receipt =
        new Receipt(
            tenant,
            id,
            domain,
            rule,
            subject,
            body,
            Base64.getEncoder().encodeToString(signature),
            now);
    rows.insert(receipt, signature);
    meters.counter("voxward.receipts", "rule", rule.name()).increment();
    return receipt;
  }

  private String body(
      TenantId tenant,
      String id,
      DomainId domain,
      ErasureReason rule,
      String subject,
      Map<String, Long> erased,
      Instant now) {
    return "{\"type\":\"voxward-erasure\",\"version\":1"
        + member("receiptId", id)
        + member("tenantId", tenant.value())
        + member("domainId", domain.value())
        + member("rule", rule.name())
        + member("subject", subject)
        + ",\"erased\":{"
        + new TreeMap<>(erased)
            .entrySet().stream()
                .map(one -> quoted(one.getKey()) + ":" + one.getValue())
                .collect(Collectors.joining(","))
        + "}"
        + member("by", audit.actor())
        + member("issuedAt", now.toString())
        + member("key", key.fingerprint())
        + "}";
  }

  private static String member(String name, String value) {
    return "," + quoted(name) + ":" + quoted(value);
  }

  /** Ids and fixed words have nothing to escape; anything else is written as such all the same. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(sign -> {
          if (sign < ' ' || sign == '"' || sign == '\\') {
            quoted.append("\\u%04x".formatted(sign));
          } else {
            quoted.append((char) sign);
          }
        });
    return quoted.append('"').toString();
  }

  /**
   * A receipt; that it was read is noted in the audit trail.
   *
   * @param only domains whose receipts may be seen; absent for all
   * @throws FailureException {@link Failure.NotFound}
   */
  @Transactional
  public Receipt read(TenantId tenant, @Nullable Collection<DomainId> only, String id) {
    Receipt receipt =
        rows.find(tenant, id)
            .filter(found -> only == null || only.contains(found.domain()))
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.RECEIPT));
    audit.record(AuditEntry.in(tenant, receipt.domain(), "receipt.read", id));
    return receipt;
  }

  /** A page of receipts, the newest first; that they were read is noted in the audit trail. */
  @Transactional
  public Page<Receipt> list(TenantId tenant, Filter filter, int limit, @Nullable PageToken from) {
    Page<Receipt> page = rows.list(tenant, filter, limit, from);
    audit.record(
        new AuditEntry(
            tenant, "receipts.listed", filter.domain(), null, "count=" + page.items().size()));
    return page;
  }

  /** The public key that verifies receipts (X.509, base64). */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(key.publicKey());
  }

  /** A short name of that key. */
  public String fingerprint() {
    return key.fingerprint();
  }
}
