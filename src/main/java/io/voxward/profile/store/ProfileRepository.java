package io.voxward.profile.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.profile.ProfileName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers profiles and their sealed versions. */
@ApplicationScoped
public class ProfileRepository implements PanacheRepositoryBase<ProfileRow, ProfileRow.Key> {
  private static final String STORED =
      "select r.version, r.sealed, r.keyGeneration, r.createdAt from ProfileVersionRow r"
          + " where r.tenantId = ?1 and r.domainId = ?2 and r.name = ?3";

  /**
   * A version as it lies in the database.
   *
   * @param keyGeneration the number of the domain's data key that it is sealed with
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Stored(int version, byte[] sealed, int keyGeneration, Instant createdAt) {}

  /** Lets one change of the domain's profiles happen at a time, until commit. */
  public void lockDomain(TenantId tenant, DomainId domain) {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "profiles " + tenant + " " + domain)
        .getSingleResult();
  }

  /** The newest version, as it is in the database now. */
  public Optional<Stored> newest(TenantId tenant, DomainId domain, ProfileName name) {
    return query(STORED + " order by r.version desc", tenant, domain, name)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** The version of that number, as it is in the database now. */
  public Optional<Stored> version(TenantId tenant, DomainId domain, ProfileName name, int number) {
    return query(STORED + " and r.version = ?4", tenant, domain, name)
        .setParameter(4, number)
        .getResultStream()
        .findFirst();
  }

  private TypedQuery<Stored> query(
      String text, TenantId tenant, DomainId domain, ProfileName name) {
    return getEntityManager()
        .createQuery(text, Stored.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, name.value());
  }

  /** How many profiles the domain has that are not deleted. */
  public long count(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2 and not deleted", tenant.value(), domain.value());
  }

  /** How many versions of a profile are kept. */
  public long countVersions(TenantId tenant, DomainId domain, ProfileName name) {
    return getEntityManager()
        .createQuery(
            "select count(*) from ProfileVersionRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.name = ?3",
            Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, name.value())
        .getSingleResult();
  }

  /** The number of the next version, which no version of that name ever had. */
  public int nextVersion(TenantId tenant, DomainId domain, ProfileName name) {
    ProfileRow row = findById(new ProfileRow.Key(tenant.value(), domain.value(), name.value()));
    if (row == null) {
      row = new ProfileRow();
      row.tenantId = tenant.value();
      row.domainId = domain.value();
      row.name = name.value();
      persist(row);
    }
    row.deleted = false;
    row.lastVersion++;
    return row.lastVersion;
  }

  /** Adds a version. */
  public void insert(TenantId tenant, DomainId domain, ProfileName name, Stored version) {
    ProfileVersionRow row = new ProfileVersionRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.name = name.value();
    row.version = version.version();
    row.sealed = version.sealed();
    row.keyGeneration = version.keyGeneration();
    row.createdAt = version.createdAt();
    getEntityManager().persist(row);
    flush();
  }

  /** A page of the names of profiles that are not deleted. */
  public Page<ProfileName> names(
      TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    List<ProfileName> names =
        find(
                "tenantId = ?1 and domainId = ?2 and not deleted and name > ?3 order by name",
                tenant.value(),
                domain.value(),
                from == null ? "" : from.lastKey())
            .range(0, limit)
            .stream()
            .map(row -> new ProfileName(row.name))
            .toList();
    List<ProfileName> shown = names.stream().limit(limit).toList();
    return new Page<>(shown, names.size() > limit ? new PageToken(shown.getLast().value()) : null);
  }

  /** A page of the numbers of a profile's versions. */
  public Page<Integer> versions(
      TenantId tenant, DomainId domain, ProfileName name, int limit, @Nullable PageToken from) {
    List<Integer> numbers =
        getEntityManager()
            .createQuery(
                "select r.version from ProfileVersionRow r where r.tenantId = ?1"
                    + " and r.domainId = ?2 and r.name = ?3 and r.version > ?4 order by r.version",
                Integer.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, name.value())
            .setParameter(4, from == null ? 0 : Integer.parseInt(from.lastKey()))
            .setMaxResults(limit + 1)
            .getResultList();
    List<Integer> shown = numbers.stream().limit(limit).toList();
    return new Page<>(
        shown, numbers.size() > limit ? new PageToken(Integer.toString(shown.getLast())) : null);
  }

  /** Removes a profile's versions; only the number of the last one stays. Says how many. */
  public int delete(TenantId tenant, DomainId domain, ProfileName name) {
    ProfileRow row = findById(new ProfileRow.Key(tenant.value(), domain.value(), name.value()));
    if (row == null || row.deleted) {
      return 0;
    }
    row.deleted = true;
    flush();
    return getEntityManager()
        .createQuery(
            "delete from ProfileVersionRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.name = ?3")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, name.value())
        .executeUpdate();
  }

  /** How many versions in the domain are not sealed with the data key of that number. */
  public long countNotUnder(TenantId tenant, DomainId domain, int dataKey) {
    return getEntityManager()
        .createQuery(
            "select count(*) from ProfileVersionRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.keyGeneration <> ?3",
            Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, dataKey)
        .getSingleResult();
  }

  /** What is sealed anew instead of something old. */
  @FunctionalInterface
  public interface Renewal {
    /** The new value; absent where the old one does not open. */
    byte @Nullable [] of(String name, Stored old);
  }

  /**
   * Puts something new in the place of those that are not sealed with that data key, each locked
   * until commit; says how many had nothing to be put there.
   */
  public int renew(TenantId tenant, DomainId domain, int dataKey, Renewal renewal) {
    List<ProfileVersionRow> old =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from profile_versions where tenant_id = ?1 and domain_id = ?2"
                    + " and key_generation <> ?3 order by name, version for no key update",
                ProfileVersionRow.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, dataKey)
            .getResultList();
    int left = 0;
    for (ProfileVersionRow row : old) {
      byte[] sealed =
          renewal.of(
              row.name, new Stored(row.version, row.sealed, row.keyGeneration, row.createdAt));
      if (sealed == null) {
        left++;
      } else {
        row.sealed = sealed;
        row.keyGeneration = dataKey;
      }
    }
    flush();
    getEntityManager().clear();
    return left;
  }

  /** How many profiles the domain ever had. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain with all their versions; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "with picked as (select name from profiles"
                + " where tenant_id = ?1 and domain_id = ?2 limit ?3),"
                + " gone as (delete from profile_versions c using picked where c.tenant_id = ?1"
                + " and c.domain_id = ?2 and c.name = picked.name)"
                + " delete from profiles p using picked where p.tenant_id = ?1"
                + " and p.domain_id = ?2 and p.name = picked.name")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
