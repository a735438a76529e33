package io.voxward.access.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.access.AccessKey;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.keys.StoredSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers tenants and credentials. */
@ApplicationScoped
public class AccessRepository implements PanacheRepositoryBase<AccessKeyRow, AccessKeyRow.Key> {
  /** Adds the tenant; false if it exists. */
  public boolean insertTenant(TenantId tenant, Instant at) {
    return getEntityManager()
            .createNativeQuery(
                "insert into tenants (tenant_id, created_at) values (?1, ?2)"
                    + " on conflict do nothing")
            .setParameter(1, tenant.value())
            .setParameter(2, at)
            .executeUpdate()
        == 1;
  }

  /** Adds a credential and the hash of its bearer token. */
  public void insert(AccessKey key, StoredSecret secret, byte[] tokenHash) {
    AccessKeyRow row = new AccessKeyRow();
    row.tenantId = key.tenant().value();
    row.accessKeyId = key.id();
    row.name = key.name();
    row.roles = key.roles().stream().map(Role::name).sorted().collect(Collectors.joining(" "));
    row.domains = words(key.scope());
    row.masterKey = secret.masterKey();
    row.secretSealed = secret.sealed();
    row.principalId = key.principal().equals(key.id()) ? null : key.principal();
    row.createdAt = key.createdAt();
    persist(row);
    BearerTokenRow token = new BearerTokenRow();
    token.tokenHash = tokenHash;
    token.tenantId = key.tenant().value();
    token.accessKeyId = key.id();
    token.createdAt = key.createdAt();
    getEntityManager().persist(token);
    flush();
  }

  /** How many secrets there are under each wrapping key. */
  public Map<String, Long> countByWrappingKey() {
    Map<String, Long> counts = new TreeMap<>();
    getEntityManager()
        .createQuery("select r.masterKey, count(r) from AccessKeyRow r group by 1", Object[].class)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }

  /** The ids of the tenant's credentials whose secret is not under this key. */
  public List<String> notUnder(TenantId tenant, String keyName) {
    return getEntityManager()
        .createQuery(
            "select r.accessKeyId from AccessKeyRow r where r.tenantId = ?1 and r.masterKey <> ?2"
                + " order by r.accessKeyId",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, keyName)
        .getResultList();
  }

  /** The secret of a credential, locked until commit. */
  public Optional<StoredSecret> lockSecret(TenantId tenant, String id) {
    return findByIdOptional(
            new AccessKeyRow.Key(tenant.value(), id), LockModeType.PESSIMISTIC_WRITE)
        .map(row -> new StoredSecret(row.masterKey, row.secretSealed));
  }

  /** Puts the same secret, wrapped otherwise, in its place. */
  public void replaceSecret(TenantId tenant, String id, StoredSecret secret) {
    AccessKeyRow row = findById(new AccessKeyRow.Key(tenant.value(), id));
    row.masterKey = secret.masterKey();
    row.secretSealed = secret.sealed();
  }

  /** Every tenant. */
  public List<TenantId> tenants() {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery("select tenant_id from tenants order by 1", String.class)
        .getResultList()
        .stream()
        .map(TenantId::new)
        .toList();
  }

  private static @Nullable String words(DomainScope scope) {
    return switch (scope) {
      case DomainScope.All() -> null;
      case DomainScope.Only(Set<DomainId> domains) ->
          domains.stream().map(DomainId::value).sorted().collect(Collectors.joining(" "));
    };
  }

  /** The credential whose bearer token has that hash. */
  public Optional<AccessKey> byTokenHash(byte[] hash) {
    return getEntityManager()
        .createQuery(
            "select k from AccessKeyRow k, BearerTokenRow t where t.tokenHash = ?1"
                + " and k.tenantId = t.tenantId and k.accessKeyId = t.accessKeyId",
            AccessKeyRow.class)
        .setParameter(1, hash)
        .getResultStream()
        .findFirst()
        .map(AccessRepository::accessKey);
  }

  /** The credential of that id. */
  public Optional<AccessKey> find(TenantId tenant, String id) {
    return findByIdOptional(new AccessKeyRow.Key(tenant.value(), id))
        .map(AccessRepository::accessKey);
  }

  /** A page of the tenant's credentials, by id. */
  public Page<AccessKey> list(TenantId tenant, int limit, @Nullable PageToken from) {
    List<AccessKeyRow> rows =
        find(
                "tenantId = ?1 and accessKeyId > ?2 order by accessKeyId",
                tenant.value(),
                from == null ? "" : from.lastKey())
            .range(0, limit)
            .list();
    List<AccessKey> keys = rows.stream().limit(limit).map(AccessRepository::accessKey).toList();
    return new Page<>(keys, rows.size() > limit ? new PageToken(keys.getLast().id()) : null);
  }

  /** Lets one caller at a time change the tenant's credentials, until commit. */
  public void lockKeys(TenantId tenant) {
    getEntityManager()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)", String.class)
        .setParameter(1, "access-keys " + tenant)
        .getSingleResult();
  }

  /** The tenant's working credentials of administrators for all domains. */
  public List<AccessKey> activeAdministrators(TenantId tenant) {
    return find(
            "tenantId = ?1 and revokedAt is null and disabledAt is null and domains is null",
            tenant.value())
        .stream()
        .map(AccessRepository::accessKey)
        .filter(key -> key.roles().contains(Role.ADMIN))
        .toList();
  }

  /** The credentials of the principal that are not deleted. */
  public long countNotDeleted(TenantId tenant, String principal) {
    return count(
        "tenantId = ?1 and (accessKeyId = ?2 or principalId = ?2) and revokedAt is null",
        tenant.value(),
        principal);
  }

  /** Marks the credential disabled, or not. */
  public void disable(TenantId tenant, String id, @Nullable Instant at) {
    findById(new AccessKeyRow.Key(tenant.value(), id)).disabledAt = at;
    flush();
  }

  /** Notes that the credential was used in the hour that begins at {@code hour}. */
  public void noteUse(TenantId tenant, String id, Instant hour) {
    getEntityManager()
        .createNativeQuery(
            "update access_keys set last_used_at = ?1 where tenant_id = ?2 and access_key_id = ?3"
                + " and (last_used_at is null or last_used_at < ?1)")
        .setParameter(1, hour)
        .setParameter(2, tenant.value())
        .setParameter(3, id)
        .executeUpdate();
  }

  /** Marks the credential deleted. */
  public void revoke(TenantId tenant, String id, Instant at) {
    findById(new AccessKeyRow.Key(tenant.value(), id)).revokedAt = at;
    flush();
  }

  private static AccessKey accessKey(AccessKeyRow row) {
    return new AccessKey(
        new TenantId(row.tenantId),
        row.accessKeyId,
        row.name,
        roles(row.roles),
        scope(row.domains),
        row.principalId == null ? row.accessKeyId : row.principalId,
        row.createdAt,
        row.disabledAt,
        row.revokedAt,
        row.lastUsedAt);
  }

  static Set<Role> roles(String words) {
    return Arrays.stream(words.split(" ")).map(Role::valueOf).collect(Collectors.toSet());
  }

  static DomainScope scope(@Nullable String domains) {
    if (domains == null) {
      return new DomainScope.All();
    }
    return new DomainScope.Only(
        Arrays.stream(domains.split(" ")).map(DomainId::new).collect(Collectors.toSet()));
  }
}
