package io.voxward.consent.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers what domains published. */
@ApplicationScoped
public class PolicyRepository implements PanacheRepositoryBase<PolicyRow, PolicyRow.Key> {

  /** A text and whose domain published it. */
  public record Found(TenantId tenant, Policy policy) {}

  /** Adds a version unless there is one of its name; says whether it did. */
  public boolean insertIfNew(TenantId tenant, DomainId domain, Policy policy) {
    return getEntityManager()
            .createNativeQuery(
                "insert into policies"
                    + " (tenant_id, domain_id, version, body, published_by, published_at)"
                    + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing")
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, policy.version())
            .setParameter(4, policy.text())
            .setParameter(5, policy.publishedBy())
            .setParameter(6, policy.publishedAt())
            .executeUpdate()
        == 1;
  }

  /** The version of that name. */
  public Optional<Policy> find(TenantId tenant, DomainId domain, String version) {
    return findByIdOptional(new PolicyRow.Key(tenant.value(), domain.value(), version))
        .map(PolicyRepository::policy);
  }

  /** The version published last in a domain, whoever's that is. */
  public Optional<Found> inForce(DomainId domain) {
    return find("domainId = ?1 order by position desc", domain.value())
        .firstResultOptional()
        .map(PolicyRepository::found);
  }

  /** The version of that name in a domain, whoever's that is. */
  public Optional<Found> ofDomain(DomainId domain, String version) {
    return find("domainId = ?1 and version = ?2", domain.value(), version)
        .firstResultOptional()
        .map(PolicyRepository::found);
  }

  /** A page of a domain's versions, the oldest first. */
  public Page<Policy> list(TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    List<PolicyRow> rows =
        find(
                "tenantId = ?1 and domainId = ?2 and position > ?3 order by position",
                tenant.value(),
                domain.value(),
                from == null ? 0L : position(from))
            .range(0, limit)
            .list();
    return new Page<>(
        rows.stream().limit(limit).map(PolicyRepository::policy).toList(),
        rows.size() > limit ? new PageToken(Long.toString(rows.get(limit - 1).position)) : null);
  }

  static long position(PageToken from) {
    try {
      return Long.parseLong(from.lastKey());
    } catch (NumberFormatException e) {
      throw FailureException.invalid("nextToken", "must be a token of this list");
    }
  }

  private static Found found(PolicyRow row) {
    return new Found(new TenantId(row.tenantId), policy(row));
  }

  private static Policy policy(PolicyRow row) {
    return new Policy(row.version, row.body, row.publishedBy, row.publishedAt);
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from policies where ctid = any(array("
                + "select ctid from policies where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
