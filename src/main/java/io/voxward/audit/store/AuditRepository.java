package io.voxward.audit.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

/** Remembers audit entries. */
@ApplicationScoped
public class AuditRepository implements PanacheRepositoryBase<AuditRow, AuditRow.Key> {
  private static final int PAGE = 1000;

  /** A place in a tenant's chain. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Link(long sequence, byte[] hash) {}

  /** An entry as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Recorded(long sequence, Instant at, String actor, AuditEntry entry, byte[] hash) {}

  /** The end of the tenant's chain, locked until commit; begins a chain at {@code start}. */
  public Link lockHead(TenantId tenant, byte[] start) {
    getEntityManager()
        .createNativeQuery(
            "insert into audit_heads (tenant_id, sequence, hash) values (?1, 0, ?2)"
                + " on conflict do nothing")
        .setParameter(1, tenant.value())
        .setParameter(2, start)
        .executeUpdate();
    AuditHeadRow head = headRow(tenant);
    getEntityManager().refresh(head, LockModeType.PESSIMISTIC_WRITE);
    return new Link(head.sequence, head.hash);
  }

  private AuditHeadRow headRow(TenantId tenant) {
    return getEntityManager().find(AuditHeadRow.class, tenant.value());
  }

  /** Adds an entry and moves the end of the chain to it. */
  public void append(AuditEntry entry, Link link, byte[] previous, Instant at, String actor) {
    DomainId domain = entry.domain();
    AuditRow row = new AuditRow();
    row.tenantId = entry.tenant().value();
    row.sequence = link.sequence();
    row.at = at;
    row.actor = actor;
    row.action = entry.action();
    row.domainId = domain == null ? null : domain.value();
    row.subjectId = entry.subject();
    row.detail = entry.detail();
    row.previous = previous;
    row.hash = link.hash();
    persist(row);
    AuditHeadRow head = headRow(entry.tenant());
    head.sequence = link.sequence();
    head.hash = link.hash();
    flush();
  }

  /** The entries after {@code sequence}, oldest first, a page at most. */
  public List<Recorded> after(TenantId tenant, long sequence) {
    return find("tenantId = ?1 and sequence > ?2 order by sequence", tenant.value(), sequence)
        .page(0, PAGE)
        .stream()
        .map(row ->
            new Recorded(
                row.sequence,
                row.at,
                row.actor,
                new AuditEntry(
                    tenant,
                    row.action,
                    row.domainId == null ? null : new DomainId(row.domainId),
                    row.subjectId,
                    row.detail),
                row.hash))
        .toList();
  }
}
