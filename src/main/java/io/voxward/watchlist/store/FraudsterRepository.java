package io.voxward.watchlist.store;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Fraudster;
import io.voxward.watchlist.FraudsterRemarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers fraudsters and the watchlists they are on. */
@ApplicationScoped
public class FraudsterRepository implements PanacheRepositoryBase<FraudsterRow, FraudsterRow.Key> {
  private static final String OF_FRAUDSTER = "tenantId = ?1 and domainId = ?2 and fraudsterId = ?3";

  /** That a fraudster is on a watchlist. */
  public record Membership(GeneratedFraudsterId fraudster, WatchlistId watchlist) {}

  /** Adds a fraudster with their places in the lists. */
  public void insert(Fraudster fraudster) {
    FraudsterRow row = new FraudsterRow();
    row.tenantId = fraudster.tenant().value();
    row.domainId = fraudster.domain().value();
    row.fraudsterId = fraudster.id().value();
    row.createdAt = fraudster.createdAt();
    fill(row, fraudster);
    persist(row);
    flush();
    fraudster.watchlists().forEach(list -> associate(fraudster, list, fraudster.createdAt()));
  }

  /** Writes what may change about the fraudster, but for their places in the lists. */
  public void update(Fraudster fraudster) {
    fill(findById(key(fraudster.tenant(), fraudster.domain(), fraudster.id())), fraudster);
  }

  private static void fill(FraudsterRow row, Fraudster fraudster) {
    row.label = fraudster.remarks().label();
    row.note = fraudster.remarks().note();
    row.updatedAt = fraudster.updatedAt();
  }

  /** Puts the fraudster on a list. */
  public void associate(Fraudster fraudster, WatchlistId list, Instant at) {
    MembershipRow row = new MembershipRow();
    row.tenantId = fraudster.tenant().value();
    row.domainId = fraudster.domain().value();
    row.watchlistId = list.value();
    row.fraudsterId = fraudster.id().value();
    row.createdAt = at;
    getEntityManager().persist(row);
    flush();
  }

  /** Takes the fraudster off a list. */
  public void disassociate(Fraudster fraudster, WatchlistId list) {
    int _ =
        getEntityManager()
            .createQuery(
                "delete from MembershipRow where " + OF_FRAUDSTER + " and watchlistId = ?4")
            .setParameter(1, fraudster.tenant().value())
            .setParameter(2, fraudster.domain().value())
            .setParameter(3, fraudster.id().value())
            .setParameter(4, list.value())
            .executeUpdate();
  }

  /** Removes the fraudster, from every list too. */
  public void delete(Fraudster fraudster) {
    int _ =
        getEntityManager()
            .createQuery("delete from MembershipRow where " + OF_FRAUDSTER)
            .setParameter(1, fraudster.tenant().value())
            .setParameter(2, fraudster.domain().value())
            .setParameter(3, fraudster.id().value())
            .executeUpdate();
    delete(findById(key(fraudster.tenant(), fraudster.domain(), fraudster.id())));
    flush();
  }

  /** The fraudster of that id. */
  public Optional<Fraudster> find(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    return findByIdOptional(key(tenant, domain, id)).map(row -> read(List.of(row)).getFirst());
  }

  /** How many are on a list. */
  public long countOn(TenantId tenant, DomainId domain, WatchlistId list) {
    return getEntityManager()
        .createQuery(
            "select count(*) from MembershipRow"
                + " where tenantId = ?1 and domainId = ?2 and watchlistId = ?3",
            Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, list.value())
        .getSingleResult();
  }

  /** A page of fraudsters, by id; only those on a list where one is named. */
  public Page<Fraudster> list(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId only,
      int limit,
      @Nullable PageToken from) {
    String after = from == null ? "" : from.lastKey();
    String order = " order by fraudsterId";
    PanacheQuery<FraudsterRow> query =
        only == null
            ? find(
                "tenantId = ?1 and domainId = ?2 and fraudsterId > ?3" + order,
                tenant.value(),
                domain.value(),
                after)
            : find(
                "tenantId = ?1 and domainId = ?2 and fraudsterId in"
                    + " (select m.fraudsterId from MembershipRow m where m.tenantId = ?1"
                    + " and m.domainId = ?2 and m.watchlistId = ?4 and m.fraudsterId > ?3)"
                    + order,
                tenant.value(),
                domain.value(),
                after,
                only.value());
    List<FraudsterRow> rows = query.range(0, limit).list();
    List<Fraudster> fraudsters = read(rows.stream().limit(limit).toList());
    return new Page<>(
        fraudsters, rows.size() > limit ? new PageToken(fraudsters.getLast().id().value()) : null);
  }

  /** Every place of every fraudster of a domain in a list, by fraudster. */
  public List<Membership> memberships(TenantId tenant, DomainId domain) {
    return getEntityManager()
        .createQuery(
            "select m.fraudsterId, m.watchlistId from MembershipRow m"
                + " where m.tenantId = ?1 and m.domainId = ?2 order by m.fraudsterId",
            Object[].class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .getResultList()
        .stream()
        .map(row ->
            new Membership(
                new GeneratedFraudsterId((String) row[0]), new WatchlistId((String) row[1])))
        .toList();
  }

  private List<Fraudster> read(List<FraudsterRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, List<WatchlistId>> lists = new HashMap<>();
    for (Object[] place :
        getEntityManager()
            .createQuery(
                "select m.fraudsterId, m.watchlistId from MembershipRow m where m.tenantId = ?1"
                    + " and m.domainId = ?2 and m.fraudsterId in ?3 order by m.watchlistId",
                Object[].class)
            .setParameter(1, rows.getFirst().tenantId)
            .setParameter(2, rows.getFirst().domainId)
            .setParameter(3, rows.stream().map(row -> row.fraudsterId).toList())
            .getResultList()) {
      lists
          .computeIfAbsent((String) place[0], id -> new ArrayList<>())
          .add(new WatchlistId((String) place[1]));
    }
    return rows.stream()
        .map(row -> fraudster(row, lists.getOrDefault(row.fraudsterId, List.of())))
        .toList();
  }

  private static Fraudster fraudster(FraudsterRow row, List<WatchlistId> lists) {
    return new Fraudster(
        new TenantId(row.tenantId),
        new DomainId(row.domainId),
        new GeneratedFraudsterId(row.fraudsterId),
        lists,
        new FraudsterRemarks(row.label, row.note),
        row.createdAt,
        row.updatedAt);
  }

  private static FraudsterRow.Key key(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    return new FraudsterRow.Key(tenant.value(), domain.value(), id.value());
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "with picked as (select generated_fraudster_id from fraudsters"
                + " where tenant_id = ?1 and domain_id = ?2 limit ?3),"
                + " gone as (delete from fraudster_watchlists c using picked where c.tenant_id = ?1"
                + " and c.domain_id = ?2 and c.generated_fraudster_id = picked.generated_fraudster_id)"
                + " delete from fraudsters p using picked where p.tenant_id = ?1"
                + " and p.domain_id = ?2 and p.generated_fraudster_id = picked.generated_fraudster_id")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
