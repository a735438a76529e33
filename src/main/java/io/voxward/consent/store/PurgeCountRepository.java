package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** Remembers how much of a domain was purged so far. */
@ApplicationScoped
public class PurgeCountRepository
    implements PanacheRepositoryBase<PurgeCountRow, PurgeCountRow.Key> {

  /** Counts what was removed in this transaction. */
  public void add(TenantId tenant, DomainId domain, String what, long removed) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "insert into purge_counts (tenant_id, domain_id, what, removed)"
                    + " values (?1, ?2, ?3, ?4) on conflict (tenant_id, domain_id, what)"
                    + " do update set removed = purge_counts.removed + excluded.removed")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, what)
            .setParameter(4, removed)
            .executeUpdate();
  }

  /** The counts of a domain, which are forgotten with that. */
  public Map<String, Long> take(TenantId tenant, DomainId domain) {
    Map<String, Long> counts = new TreeMap<>();
    find("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value()).stream()
        .forEach(row -> counts.put(row.what, row.removed));
    long _ = delete("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
    return counts;
  }
}
