package io.voxward.watchlist.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Remembers watchlists. */
@ApplicationScoped
public class WatchlistRepository implements PanacheRepositoryBase<WatchlistRow, WatchlistRow.Key> {

  /** Adds the default watchlist of a domain. */
  public void insertDefault(
      TenantId tenant, DomainId domain, WatchlistId id, String name, Instant at) {
    WatchlistRow row = new WatchlistRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.watchlistId = id.value();
    row.name = name;
    row.isDefault = true;
    row.createdAt = at;
    row.updatedAt = at;
    persist(row);
  }

  /** Whether the domain has that watchlist. */
  public boolean exists(TenantId tenant, DomainId domain, WatchlistId id) {
    return findByIdOptional(new WatchlistRow.Key(tenant.value(), domain.value(), id.value()))
        .isPresent();
  }
}
