package io.voxward.audit.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers audit entries. */
@ApplicationScoped
public class AuditRepository implements PanacheRepositoryBase<AuditRow, AuditRow.Key> {
  /** A place in a tenant's chain. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Link(long sequence, byte[] hash) {}

  /** The end of the tenant's chain, locked until commit; begins a chain at {@code start}. */
  public Link lockHead(TenantId tenant, byte[] start) {
    getEntityManager()
        .createNativeQuery(
            "insert into audit_heads (tenant_id, sequence, hash) values (?1, 0, ?2)"
                + " on conflict do nothing")
        .setParameter(1, tenant.value())
        .setParameter(2, start)
        .executeUpdate();
    AuditHeadRow head = Objects.requireNonNull(headRow(tenant));
    getEntityManager().refresh(head, LockModeType.PESSIMISTIC_WRITE);
    return new Link(head.sequence, head.hash);
  }

  private @Nullable AuditHeadRow headRow(TenantId tenant) {
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
    AuditHeadRow head = Objects.requireNonNull(headRow(entry.tenant()));
    head.sequence = link.sequence();
    head.hash = link.hash();
    flush();
  }

  /** Drops what was read from memory: a trail is long. */
  public void forgetRead() {
    getEntityManager().clear();
  }

  /** The number of the last entry that the end of the chain knows; 0 before the first. */
  public long headSequence(TenantId tenant) {
    AuditHeadRow head = headRow(tenant);
    return head == null ? 0 : head.sequence;
  }

  /** Whether there is no entry of that number or a later one, though there should be. */
  public boolean isGone(TenantId tenant, long sequence) {
    return after(tenant, sequence - 1, 1).isEmpty();
  }

  /** The entries after {@code sequence}, oldest first, so many at most. */
  public List<Audit.Recorded> after(TenantId tenant, long sequence, int most) {
    return find("tenantId = ?1 and sequence > ?2 order by sequence", tenant.value(), sequence)
        .range(0, most - 1)
        .stream()
        .map(row ->
            new Audit.Recorded(
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
