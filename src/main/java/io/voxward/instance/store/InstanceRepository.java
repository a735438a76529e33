package io.voxward.instance.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.access.DomainScope;
import io.voxward.common.DomainId;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.InstanceId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.instance.Instance;
import io.voxward.instance.InstanceKind;
import io.voxward.keys.StoredSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Remembers which installation is linked to which domain. */
@ApplicationScoped
public class InstanceRepository implements PanacheRepositoryBase<InstanceRow, InstanceRow.Key> {
  /**
   * Adds a link.
   *
   * @throws FailureException of kind {@code INSTANCE_ALREADY_LINKED}
   */
  public void insert(
      Instance instance, @Nullable StoredSecret secret, byte @Nullable [] tokenHash) {
    InstanceRow row = new InstanceRow();
    row.tenantId = instance.tenant().value();
    row.instanceId = instance.id().value();
    row.kind = instance.kind().name();
    row.externalId = instance.externalId();
    row.tokenHash = tokenHash;
    row.createdAt = instance.createdAt();
    fill(row, instance, secret);
    try {
      persist(row);
      flush();
    } catch (ConstraintViolationException e) {
      throw FailureException.conflict(
          ConflictKind.INSTANCE_ALREADY_LINKED,
          "this installation is linked already: change its domain instead");
    }
  }

  /** Writes what may change; the secret only if there is a new one. */
  public void update(Instance instance, @Nullable StoredSecret secret) {
    fill(findById(key(instance.tenant(), instance.id())), instance, secret);
    flush();
  }

  private static void fill(InstanceRow row, Instance instance, @Nullable StoredSecret secret) {
    row.domainId = instance.domain().value();
    row.name = instance.name();
    row.updatedAt = instance.updatedAt();
    if (secret != null) {
      row.masterKey = secret.masterKey();
      row.secretSealed = secret.sealed();
    }
  }

  /** The installation of that id. */
  public Optional<Instance> find(TenantId tenant, InstanceId id) {
    return findByIdOptional(key(tenant, id)).map(InstanceRepository::instance);
  }

  /** The installation of that id, locked until commit. */
  public Optional<Instance> lock(TenantId tenant, InstanceId id) {
    return findByIdOptional(key(tenant, id), LockModeType.PESSIMISTIC_WRITE)
        .map(InstanceRepository::instance);
  }

  /** The installation whose token or API key has that hash. */
  public Optional<Instance> byTokenHash(byte[] hash) {
    return find("tokenHash = ?1", (Object) hash)
        .firstResultOptional()
        .map(InstanceRepository::instance);
  }

  /** The installations of every tenant that the platform calls by that id. */
  public List<Instance> byExternalId(InstanceKind kind, String externalId) {
    return find("kind = ?1 and externalId = ?2 order by tenantId", kind.name(), externalId).stream()
        .map(InstanceRepository::instance)
        .toList();
  }

  /** The sealed secret of the installation. */
  public Optional<StoredSecret> secret(Instance instance) {
    return findByIdOptional(key(instance.tenant(), instance.id()))
        .flatMap(InstanceRepository::secret);
  }

  /** How many secrets there are under each wrapping key. */
  public Map<String, Long> countByWrappingKey() {
    Map<String, Long> counts = new TreeMap<>();
    getEntityManager()
        .createQuery(
            "select r.masterKey, count(r) from InstanceRow r where r.masterKey is not null"
                + " and r.secretSealed is not null group by 1",
            Object[].class)
        .getResultList()
        .forEach(row -> counts.put((String) row[0], (Long) row[1]));
    return counts;
  }

  /** The ids of the tenant's installations whose secret is not under this key. */
  public List<String> notUnder(TenantId tenant, String keyName) {
    return getEntityManager()
        .createQuery(
            "select r.instanceId from InstanceRow r where r.tenantId = ?1 and r.masterKey <> ?2"
                + " and r.secretSealed is not null order by r.instanceId",
            String.class)
        .setParameter(1, tenant.value())
        .setParameter(2, keyName)
        .getResultList();
  }

  /** The sealed secret of an installation, locked until commit. */
  public Optional<StoredSecret> lockSecret(TenantId tenant, InstanceId id) {
    return findByIdOptional(key(tenant, id), LockModeType.PESSIMISTIC_WRITE)
        .flatMap(InstanceRepository::secret);
  }

  /** Puts the same secret, wrapped otherwise, in its place. */
  public void replaceSecret(TenantId tenant, InstanceId id, StoredSecret secret) {
    InstanceRow row = findById(key(tenant, id));
    row.masterKey = secret.masterKey();
    row.secretSealed = secret.sealed();
  }

  private static Optional<StoredSecret> secret(InstanceRow row) {
    String masterKey = row.masterKey;
    byte[] sealed = row.secretSealed;
    return masterKey == null || sealed == null
        ? Optional.empty()
        : Optional.of(new StoredSecret(masterKey, sealed));
  }

  /** Notes that the installation used this nonce; says whether it was for the first time. */
  public boolean insertNonce(Instance instance, byte[] hash, Instant until) {
    return getEntityManager()
            .createNativeQuery(
                "insert into instance_nonces (tenant_id, instance_id, nonce_hash, until)"
                    + " values (?1, ?2, ?3, ?4) on conflict do nothing")
            .setParameter(1, instance.tenant().value())
            .setParameter(2, instance.id().value())
            .setParameter(3, hash)
            .setParameter(4, until)
            .executeUpdate()
        > 0;
  }

  /** Forgets some of the nonces that nobody can use again; what another call forgets is left. */
  public void deleteNonces(Instant before) {
    getEntityManager()
        .createNativeQuery(
            "delete from instance_nonces where ctid = any(array(select ctid from instance_nonces"
                + " where until < ?1 limit 100 for update skip locked))")
        .setParameter(1, before)
        .executeUpdate();
  }

  /** Removes the link. */
  public void delete(Instance instance) {
    delete(findById(key(instance.tenant(), instance.id())));
    flush();
  }

  /** A page of installations, by id. */
  public Page<Instance> list(
      TenantId tenant, DomainScope scope, int limit, @Nullable PageToken from) {
    String after = from == null ? "" : from.lastKey();
    List<InstanceRow> rows =
        switch (scope) {
          case DomainScope.All() ->
              find("tenantId = ?1 and instanceId > ?2 order by instanceId", tenant.value(), after)
                  .range(0, limit)
                  .list();
          case DomainScope.Only(Set<DomainId> ids) ->
              find(
                      "tenantId = ?1 and instanceId > ?2 and domainId in ?3 order by instanceId",
                      tenant.value(),
                      after,
                      ids.stream().map(DomainId::value).toList())
                  .range(0, limit)
                  .list();
        };
    List<Instance> instances =
        rows.stream().limit(limit).map(InstanceRepository::instance).toList();
    return new Page<>(
        instances, rows.size() > limit ? new PageToken(instances.getLast().id().value()) : null);
  }

  private static InstanceRow.Key key(TenantId tenant, InstanceId id) {
    return new InstanceRow.Key(tenant.value(), id.value());
  }

  private static Instance instance(InstanceRow row) {
    InstanceKind kind = InstanceKind.valueOf(row.kind);
    return new Instance(
        new TenantId(row.tenantId),
        new InstanceId(row.instanceId),
        kind,
        row.externalId,
        new DomainId(row.domainId),
        row.name,
        kind != InstanceKind.TWILIO || row.secretSealed != null,
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
            "delete from instances where ctid = any(array("
                + "select ctid from instances where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
