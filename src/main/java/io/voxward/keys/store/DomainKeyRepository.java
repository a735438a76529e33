package io.voxward.keys.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.keys.DomainKeys.Generations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers the wrapped secrets of domains. */
@ApplicationScoped
public class DomainKeyRepository implements PanacheRepositoryBase<DomainKeyRow, DomainKeyRow.Key> {
  private static final String OF_DOMAIN = " where k.tenant_id = ?1 and k.domain_id = ?2";
  private static final String OLDER =
      " and k.generation < (select max(n.generation) from domain_keys n"
          + " where n.tenant_id = k.tenant_id and n.domain_id = k.domain_id"
          + " and n.purpose = k.purpose)";

  /** What a secret is for. */
  public enum Purpose {
    DATA,
    TRANSFORM
  }

  /** A secret as it lies in the database. */
  @SuppressWarnings("ArrayRecordComponent") // compared and hashed by content below
  public record WrappedSecret(int generation, String masterKey, byte[] wrapped) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WrappedSecret that
          && generation == that.generation
          && masterKey.equals(that.masterKey)
          && Arrays.equals(wrapped, that.wrapped);
    }

    @Override
    public int hashCode() {
      return Objects.hash(generation, masterKey, Arrays.hashCode(wrapped));
    }

    @Override
    public String toString() {
      return "WrappedSecret[generation=" + generation + ", masterKey=" + masterKey + "]";
    }
  }

  /** Adds a secret. */
  public void insert(
      TenantId tenant, DomainId domain, Purpose purpose, WrappedSecret secret, Instant at) {
    DomainKeyRow row = new DomainKeyRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.purpose = purpose.name();
    row.generation = secret.generation();
    row.masterKey = secret.masterKey();
    row.wrapped = secret.wrapped();
    row.createdAt = at;
    persist(row);
  }

  /** The numbers of the domain's newest secrets; empty if it has none. */
  public Optional<Generations> newest(TenantId tenant, DomainId domain) {
    return newest(rows(tenant, domain, "").stream().map(Numbered::of).toList());
  }

  /**
   * The numbers of the domain's newest secrets; nobody destroys a secret of the domain until the
   * transaction ends.
   */
  public Optional<Generations> hold(TenantId tenant, DomainId domain) {
    return newest(rows(tenant, domain, " for key share").stream().map(Numbered::of).toList());
  }

  private record Numbered(Purpose purpose, int generation) {
    static Numbered of(Object[] row) {
      return new Numbered(Purpose.valueOf((String) row[0]), ((Number) row[1]).intValue());
    }
  }

  private List<Object[]> rows(TenantId tenant, DomainId domain, String lock) {
    flush();
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select purpose, generation from domain_keys"
                + " where tenant_id = ?1 and domain_id = ?2"
                + lock,
            Object[].class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .getResultList();
  }

  private static Optional<Generations> newest(List<Numbered> rows) {
    OptionalInt data = newest(rows, Purpose.DATA);
    OptionalInt transform = newest(rows, Purpose.TRANSFORM);
    return data.isEmpty() || transform.isEmpty()
        ? Optional.empty()
        : Optional.of(new Generations(data.getAsInt(), transform.getAsInt()));
  }

  private static OptionalInt newest(List<Numbered> rows, Purpose purpose) {
    return rows.stream()
        .filter(row -> row.purpose() == purpose)
        .mapToInt(Numbered::generation)
        .max();
  }

  /** Every secret of the domain for {@code purpose} as it is now, the oldest first. */
  public List<WrappedSecret> all(TenantId tenant, DomainId domain, Purpose purpose) {
    return getEntityManager()
        .createQuery(
            "select r.generation, r.masterKey, r.wrapped from DomainKeyRow r"
                + " where r.tenantId = ?1 and r.domainId = ?2 and r.purpose = ?3"
                + " order by r.generation",
            WrappedSecret.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, purpose.name())
        .getResultList();
  }

  /** As {@link #all}, locked until commit. */
  public List<WrappedSecret> lockAll(TenantId tenant, DomainId domain, Purpose purpose) {
    flush();
    int _ =
        getEntityManager()
            .createNativeQuery(
                "select 1 from domain_keys where tenant_id = ?1 and domain_id = ?2"
                    + " and purpose = ?3 order by generation for no key update",
                Integer.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .setParameter(3, purpose.name())
            .getResultList()
            .size();
    return all(tenant, domain, purpose);
  }

  /** How many secrets there are besides the newest of each purpose. */
  public int countOlder(TenantId tenant, DomainId domain) {
    return ((Number)
            getEntityManager()
                .createNativeQuery(
                    "select count(*) from domain_keys k" + OF_DOMAIN + OLDER, Long.class)
                .setParameter(1, tenant.value())
                .setParameter(2, domain.value())
                .getSingleResult())
        .intValue();
  }

  /** The domains with more than one secret for a purpose. */
  public Map<TenantId, Set<DomainId>> withOlder() {
    Map<TenantId, Set<DomainId>> found = new HashMap<>();
    getEntityManager()
        .createQuery(
            "select r.tenantId, r.domainId from DomainKeyRow r"
                + " group by r.tenantId, r.domainId, r.purpose having count(r) > 1",
            Object[].class)
        .getResultList()
        .forEach(row ->
            found
                .computeIfAbsent(new TenantId((String) row[0]), _ -> new HashSet<>())
                .add(new DomainId((String) row[1])));
    return found;
  }

  /** Waits for whoever holds a secret besides the newest, and lets nobody else hold one. */
  public void lockOlder(TenantId tenant, DomainId domain) {
    int _ =
        getEntityManager()
            .createNativeQuery(
                "select 1 from domain_keys k" + OF_DOMAIN + OLDER + " for update", Integer.class)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .getResultList()
            .size();
  }

  /** Removes the secrets besides the newest of each purpose; says how many. */
  public int deleteOlder(TenantId tenant, DomainId domain) {
    flush();
    int removed =
        getEntityManager()
            .createNativeQuery("delete from domain_keys k" + OF_DOMAIN + OLDER)
            .setParameter(1, tenant.value())
            .setParameter(2, domain.value())
            .executeUpdate();
    getEntityManager().clear();
    return removed;
  }

  /** How many secrets lie under each wrapping key. */
  public Map<String, Long> byWrappingKey() {
    Map<String, Long> counts = new TreeMap<>();
    getEntityManager()
        .createQuery("select r.masterKey, count(r) from DomainKeyRow r group by 1", Object[].class)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }

  /** The domains of a tenant with a secret that is not under this key. */
  public Map<DomainId, Set<String>> notUnder(TenantId tenant, String keyName) {
    Map<DomainId, Set<String>> found = new TreeMap<>(Comparator.comparing(DomainId::value));
    find("tenantId = ?1 and masterKey <> ?2", tenant.value(), keyName).stream()
        .forEach(row ->
            found
                .computeIfAbsent(new DomainId(row.domainId), _ -> new TreeSet<>())
                .add(row.masterKey));
    return found;
  }

  /** Puts the same secret, wrapped otherwise, in its place. */
  public void replace(TenantId tenant, DomainId domain, Purpose purpose, WrappedSecret secret) {
    DomainKeyRow row =
        findById(
            new DomainKeyRow.Key(
                tenant.value(), domain.value(), purpose.name(), secret.generation()));
    row.masterKey = secret.masterKey();
    row.wrapped = secret.wrapped();
  }

  /** Removes all secrets of the domain. */
  public void delete(TenantId tenant, DomainId domain) {
    delete("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }
}
