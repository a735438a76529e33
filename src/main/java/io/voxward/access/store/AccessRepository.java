package io.voxward.access.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.access.AccessKey;
import io.voxward.access.DomainScope;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Remembers tenants and credentials. */
@ApplicationScoped
public class AccessRepository implements PanacheRepositoryBase<AccessKeyRow, AccessKeyRow.Key> {
  /** A sealed secret and the key of the keystore that sealed it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record StoredSecret(String masterKey, byte[] sealed) {}

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

  /** Marks the credential revoked. */
  public void revoke(TenantId tenant, String id, Instant at) {
    update("revokedAt = ?1 where tenantId = ?2 and accessKeyId = ?3", at, tenant.value(), id);
  }

  private static AccessKey accessKey(AccessKeyRow row) {
    return new AccessKey(
        new TenantId(row.tenantId),
        row.accessKeyId,
        row.name,
        roles(row.roles),
        scope(row.domains),
        row.createdAt,
        row.revokedAt);
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
