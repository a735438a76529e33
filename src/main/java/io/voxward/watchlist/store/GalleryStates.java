package io.voxward.watchlist.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;

/**
 * The state of each domain's fraudsters: a value never seen before after every change, also after a
 * change that was undone, so no copy made of it can be taken for another.
 */
@ApplicationScoped
public class GalleryStates implements PanacheRepositoryBase<GalleryRow, GalleryRow.Key> {

  /** Begins with nobody. */
  public void create(TenantId tenant, DomainId domain) {
    GalleryRow row = new GalleryRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.state = UUID.randomUUID();
    persist(row);
  }

  /**
   * The state now.
   *
   * @throws FailureException if there is no such domain
   */
  public UUID current(TenantId tenant, DomainId domain) {
    List<UUID> found =
        getEntityManager()
            .createQuery(
                "select g.state from GalleryRow g where g.tenantId = ?1 and g.domainId = ?2",
                UUID.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .getResultList();
    if (found.isEmpty()) {
      throw FailureException.notFound(Failure.Resource.DOMAIN);
    }
    return found.getFirst();
  }

  /** Keeps every other change of the domain's fraudsters and watchlists out until commit. */
  public void lock(TenantId tenant, DomainId domain) {
    GalleryRow row =
        findById(
            new GalleryRow.Key(tenant.value(), domain.value()), LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      throw FailureException.notFound(Failure.Resource.DOMAIN);
    }
  }

  /**
   * Notes that the fraudsters or their places in the lists changed; call it after {@link #lock}.
   */
  public void change(TenantId tenant, DomainId domain) {
    int _ =
        update(
            "state = ?1 where tenantId = ?2 and domainId = ?3",
            UUID.randomUUID(),
            tenant.value(),
            domain.value());
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from fraudster_galleries where ctid = any(array("
                + "select ctid from fraudster_galleries where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
