package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Receipt;
import io.voxward.consent.Receipts;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers receipts; they outlive what they tell of. */
@ApplicationScoped
public class ReceiptRepository implements PanacheRepositoryBase<ReceiptRow, ReceiptRow.Key> {

  /** Adds a receipt. */
  public void insert(Receipt receipt, byte[] signature) {
    ReceiptRow row = new ReceiptRow();
    row.tenantId = receipt.tenant().value();
    row.receiptId = receipt.id();
    row.domainId = receipt.domain().value();
    row.kind = receipt.rule().name();
    row.subjectId = receipt.subject();
    row.body = receipt.body();
    row.signature = signature;
    row.issuedAt = receipt.issuedAt();
    persist(row);
    flush();
  }

  /** Adds a receipt as it was issued, if it is not there. */
  public void insertIfGone(Receipt receipt) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "insert into receipts (tenant_id, receipt_id, domain_id, kind, subject_id, body,"
                    + " signature, issued_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                    + " on conflict do nothing")
            .setParameter(1, receipt.tenant().value())
            .setParameter(2, receipt.id())
            .setParameter(3, receipt.domain().value())
            .setParameter(4, receipt.rule().name())
            .setParameter(5, receipt.subject())
            .setParameter(6, receipt.body())
            .setParameter(7, Base64.getDecoder().decode(receipt.signature()))
            .setParameter(8, receipt.issuedAt())
            .executeUpdate();
  }

  /** The receipt of that id. */
  public Optional<Receipt> find(TenantId tenant, String id) {
    return findByIdOptional(new ReceiptRow.Key(tenant.value(), id)).map(ReceiptRepository::receipt);
  }

  /** A page of receipts, the newest first. */
  public Page<Receipt> list(
      TenantId tenant, Receipts.Filter filter, int limit, @Nullable PageToken from) {
    StringBuilder where = new StringBuilder("tenantId = :tenant");
    Map<String, Object> values = new HashMap<>();
    values.put("tenant", tenant.value());
    Collection<DomainId> only = filter.only();
    if (only != null) {
      where.append(" and domainId in (:domains)");
      values.put("domains", only.stream().map(DomainId::value).toList());
    }
    DomainId domain = filter.domain();
    if (domain != null) {
      where.append(" and domainId = :domain");
      values.put("domain", domain.value());
    }
    String subject = filter.subject();
    if (subject != null) {
      where.append(" and subjectId = :subject");
      values.put("subject", subject);
    }
    if (from != null) {
      where.append(" and (issuedAt < :at or (issuedAt = :at and receiptId > :after))");
      String[] place = from.lastKey().split("/", 2);
      values.put("at", time(place[0]));
      values.put("after", place.length == 2 ? place[1] : "");
    }
    List<ReceiptRow> rows =
        find(where.append(" order by issuedAt desc, receiptId").toString(), values)
            .range(0, limit)
            .list();
    List<Receipt> receipts = rows.stream().limit(limit).map(ReceiptRepository::receipt).toList();
    return new Page<>(receipts, rows.size() > limit ? token(receipts.getLast()) : null);
  }

  /** The receipts about a person as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('receiptId', receipt_id, 'rule', kind,"
                + " 'issuedAt', issued_at, 'body', body) as text) from receipts"
                + " where tenant_id = ?1 and domain_id = ?2 and subject_id = ?3"
                + " order by issued_at, receipt_id limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  private static PageToken token(Receipt last) {
    return new PageToken(last.issuedAt() + "/" + last.id());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw FailureException.invalid("nextToken", "must be a token of this list");
    }
  }

  private static Receipt receipt(ReceiptRow row) {
    return new Receipt(
        new TenantId(row.tenantId),
        row.receiptId,
        new DomainId(row.domainId),
        ErasureReason.valueOf(row.kind),
        row.subjectId,
        row.body,
        Base64.getEncoder().encodeToString(row.signature),
        row.issuedAt);
  }
}
