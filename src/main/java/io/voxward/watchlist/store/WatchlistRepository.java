package io.voxward.watchlist.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Watchlist;
import io.voxward.watchlist.WatchlistDraft;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers watchlists. */
@ApplicationScoped
public class WatchlistRepository implements PanacheRepositoryBase<WatchlistRow, WatchlistRow.Key> {

  /** Adds a watchlist. */
  public void insert(Watchlist watchlist) {
    WatchlistRow row = new WatchlistRow();
    row.tenantId = watchlist.tenant().value();
    row.domainId = watchlist.domain().value();
    row.watchlistId = watchlist.id().value();
    row.isDefault = watchlist.isDefault();
    row.createdAt = watchlist.createdAt();
    fill(row, watchlist);
    persist(row);
  }

  /** Writes what may change about the watchlist. */
  public void update(Watchlist watchlist) {
    fill(findById(key(watchlist.tenant(), watchlist.domain(), watchlist.id())), watchlist);
  }

  private static void fill(WatchlistRow row, Watchlist watchlist) {
    row.name = watchlist.draft().name();
    row.description = watchlist.draft().description();
    row.updatedAt = watchlist.updatedAt();
  }

  /** The watchlist of that id. */
  public Optional<Watchlist> find(TenantId tenant, DomainId domain, WatchlistId id) {
    return findByIdOptional(key(tenant, domain, id)).map(WatchlistRepository::watchlist);
  }

  /** How many watchlists the domain has, the default one among them. */
  public long count(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** A page of watchlists, by id. */
  public Page<Watchlist> list(
      TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    List<WatchlistRow> rows =
        find(
                "tenantId = ?1 and domainId = ?2 and watchlistId > ?3 order by watchlistId",
                tenant.value(),
                domain.value(),
                from == null ? "" : from.lastKey())
            .range(0, limit)
            .list();
    List<Watchlist> lists = rows.stream().limit(limit).map(WatchlistRepository::watchlist).toList();
    return new Page<>(
        lists, rows.size() > limit ? new PageToken(lists.getLast().id().value()) : null);
  }

  /** Whether anybody is on the watchlist. */
  public boolean hasFraudsters(TenantId tenant, DomainId domain, WatchlistId id) {
    return !getEntityManager()
        .createQuery(
            "select 1 from MembershipRow m"
                + " where m.tenantId = ?1 and m.domainId = ?2 and m.watchlistId = ?3",
            Integer.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, id.value())
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Removes a watchlist nobody is on. */
  public void delete(Watchlist watchlist) {
    delete(findById(key(watchlist.tenant(), watchlist.domain(), watchlist.id())));
    flush();
  }

  private static WatchlistRow.Key key(TenantId tenant, DomainId domain, WatchlistId id) {
    return new WatchlistRow.Key(tenant.value(), domain.value(), id.value());
  }

  private static Watchlist watchlist(WatchlistRow row) {
    return new Watchlist(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new WatchlistId(row.watchlistId),
        new WatchlistDraft(row.name, row.description),
        row.isDefault,
        row.createdAt,
        row.updatedAt);
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "with picked as (select watchlist_id from watchlists"
                + " where tenant_id = ?1 and domain_id = ?2 limit ?3),"
                + " gone as (delete from fraudster_watchlists c using picked where c.tenant_id = ?1"
                + " and c.domain_id = ?2 and c.watchlist_id = picked.watchlist_id)"
                + " delete from watchlists p using picked where p.tenant_id = ?1"
                + " and p.domain_id = ?2 and p.watchlist_id = picked.watchlist_id")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
