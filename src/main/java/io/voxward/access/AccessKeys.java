package io.voxward.access;

import io.voxward.access.store.AccessRepository;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.keys.KeyProvider;
import io.voxward.keys.StoredSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of people and machines: made, checked, disabled, replaced, deleted. A tenant
 * always keeps one administrator for all domains whose key works.
 */
@ApplicationScoped
public class AccessKeys {
  private static final int MAX_NAME = 256;
  private static final String FIRST_NAME = "administrator";
  private static final String TOKEN_PREFIX = "vxw_";

  private final AccessRepository rows;
  private final KeyProvider keys;
  private final KeyUses uses;
  private final CredentialStore store;
  private final Audit audit;
  private final Clock clock;

  /** Keeps credentials in {@code rows}, their secrets sealed by {@code keys}. */
  public AccessKeys(
      AccessRepository rows,
      KeyProvider keys,
      KeyUses uses,
      CredentialStore store,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.uses = uses;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes the first administrator of an empty installation. {@code deliver} gets the secrets before
   * the change becomes lasting: if it fails nothing has happened, and the next start tries again.
   *
   * @return whether this call made it; false if the installation has a tenant already
   */
  @Transactional
  public boolean makeFirstAdministrator(Consumer<IssuedAccessKey> deliver) {
    if (!rows.insertTenant(TenantId.DEFAULT, clock.instant())) {
      return false;
    }
    deliver.accept(
        issue(TenantId.DEFAULT, FIRST_NAME, EnumSet.of(Role.ADMIN), new DomainScope.All()));
    return true;
  }

  /**
   * Makes a credential.
   *
   * @throws FailureException if the name or roles break a rule
   */
  @Transactional
  public IssuedAccessKey create(TenantId tenant, String name, Set<Role> roles, DomainScope scope) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw FailureException.invalid("name", "must be 1 to " + MAX_NAME + " characters");
    }
    if (roles.isEmpty()) {
      throw FailureException.invalid("roles", "must name at least one role");
    }
    if (scope instanceof DomainScope.Only(Set<DomainId> domains) && domains.isEmpty()) {
      throw FailureException.invalid("domains", "must name at least one domain, or be left out");
    }
    return issue(tenant, name, roles, scope);
  }

  private IssuedAccessKey issue(TenantId tenant, String name, Set<Role> roles, DomainScope scope) {
    String id = Secrets.accessKeyId();
    return issue(
        new AccessKey(tenant, id, name, roles, scope, id, clock.instant(), null, null, null));
  }

  private IssuedAccessKey issue(AccessKey key) {
    TenantId tenant = key.tenant();
    String secret = Secrets.secretAccessKey();
    String token = Secrets.token(TOKEN_PREFIX);
    String keyName = keys.currentKey();
    byte[] sealed =
        keys.wrap(keyName, secret.getBytes(StandardCharsets.UTF_8), context(tenant, key.id()));
    rows.insert(key, new StoredSecret(keyName, sealed), Secrets.hash(token));
    audit.record(new AuditEntry(tenant, "access-key.created", null, key.id(), null));
    return new IssuedAccessKey(key, secret, token);
  }

  /**
   * Who the bearer of {@code token} is; empty if it is unknown or revoked.
   *
   * @throws FailureException {@link Failure.NotReady} if it is not found and the store of
   *     credentials is not whole: it may have been valid
   */
  @Transactional
  public Optional<Caller> bearer(String token) {
    Optional<Caller> caller =
        rows.byTokenHash(Secrets.hash(token))
            .filter(AccessKey::isActive)
            .map(key -> {
              uses.note(key);
              return caller(key);
            });
    if (caller.isEmpty()) {
      store.requireWhole();
    }
    return caller;
  }

  static Caller caller(AccessKey key) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    key.roles().forEach(role -> permissions.addAll(role.permissions()));
    return new Caller(key.tenant(), key.id(), permissions, key.scope());
  }

  /** The credential of that id. */
  @Transactional
  public AccessKey get(TenantId tenant, String id) {
    return rows.find(tenant, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.ACCESS_KEY));
  }

  /** A page of the tenant's credentials, disabled and deleted ones included. */
  @Transactional
  public Page<AccessKey> list(TenantId tenant, int limit, @Nullable PageToken from) {
    return rows.list(tenant, limit, from);
  }

  /** Deletes the credential: it is refused for ever; its entry stays. Again changes nothing. */
  @Transactional
  public void revoke(TenantId tenant, String id) {
    AccessKey key = lock(tenant, id);
    if (key.status() != AccessKey.Status.DELETED) {
      requireAnotherAdministrator(key);
      rows.revoke(tenant, id, clock.instant());
      audit.record(new AuditEntry(tenant, "access-key.deleted", null, id, null));
    }
  }

  /** Refuses the credential until it is enabled again; doing so again changes nothing. */
  @Transactional
  public AccessKey disable(TenantId tenant, String id) {
    AccessKey key = requireNotDeleted(lock(tenant, id));
    if (key.status() == AccessKey.Status.ACTIVE) {
      requireAnotherAdministrator(key);
      rows.disable(tenant, id, clock.instant());
      audit.record(new AuditEntry(tenant, "access-key.disabled", null, id, null));
    }
    return get(tenant, id);
  }

  /** Lets the credential work again; one that works already stays as it is. */
  @Transactional
  public AccessKey enable(TenantId tenant, String id) {
    AccessKey key = requireNotDeleted(lock(tenant, id));
    if (key.status() == AccessKey.Status.DISABLED) {
      rows.disable(tenant, id, null);
      audit.record(new AuditEntry(tenant, "access-key.enabled", null, id, null));
    }
    return get(tenant, id);
  }

  /**
   * Makes a second credential for the same person or machine: same name, roles and domains, other
   * secrets. The old one works on until it is disabled or deleted; there are never three.
   *
   * @throws FailureException {@code ROTATION_IN_PROGRESS} if there are two already
   */
  @Transactional
  public IssuedAccessKey rotate(TenantId tenant, String id) {
    AccessKey old = requireNotDeleted(lock(tenant, id));
    if (rows.countNotDeleted(tenant, old.principal()) > 1) {
      throw FailureException.conflict(
          Failure.ConflictKind.ROTATION_IN_PROGRESS,
          "there are two keys of this principal already: delete one of them first");
    }
    return issue(
        new AccessKey(
            tenant,
            Secrets.accessKeyId(),
            old.name(),
            old.roles(),
            old.scope(),
            old.principal(),
            clock.instant(),
            null,
            null,
            null));
  }

  /** Whoever changes a tenant's credentials stands in line until commit. */
  private AccessKey lock(TenantId tenant, String id) {
    rows.lockKeys(tenant);
    return get(tenant, id);
  }

  private static AccessKey requireNotDeleted(AccessKey key) {
    if (key.status() == AccessKey.Status.DELETED) {
      throw FailureException.conflict(
          Failure.ConflictKind.ACCESS_KEY_DELETED, "the access key is deleted");
    }
    return key;
  }

  private void requireAnotherAdministrator(AccessKey key) {
    if (key.isActive()
        && key.isAdministrator()
        && rows.activeAdministrators(key.tenant()).stream()
            .allMatch(other -> other.id().equals(key.id()))) {
      throw FailureException.conflict(
          Failure.ConflictKind.LAST_ADMINISTRATOR,
          "this is the last working key of an administrator for all domains: make another first");
    }
  }

  static byte[] context(TenantId tenant, String id) {
    return ("access-key\0" + tenant + "\0" + id).getBytes(StandardCharsets.UTF_8);
  }
}
