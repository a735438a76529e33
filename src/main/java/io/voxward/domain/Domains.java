package io.voxward.domain;

import io.quarkus.arc.All;
import io.voxward.access.DomainScope;
import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.store.DomainRepository;
import io.voxward.keys.DomainKeys;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes, changes, deletes and restores domains. */
@ApplicationScoped
public class Domains {
  /** How long a deleted domain may be restored. */
  public static final Duration GRACE = Duration.ofDays(30);

  private final DomainRepository rows;
  private final DomainKeys keys;
  private final Tags tags;
  private final Limits limits;
  private final List<DomainStep> steps;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;

  /** Keeps domains in {@code rows} and tells {@code steps} of their changes. */
  public Domains(
      DomainRepository rows,
      DomainKeys keys,
      Tags tags,
      Limits limits,
      @All List<DomainStep> steps,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.tags = tags;
    this.limits = limits;
    this.steps = steps;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a domain with its own keys and its default watchlist; active at once.
   *
   * @throws FailureException of kind {@link Failure.QuotaExceeded} if the tenant has too many
   */
  @Transactional
  public Domain create(TenantId tenant, DomainDraft draft) {
    return create(tenant, draft, null, List.of());
  }

  /**
   * Makes a domain as above.
   *
   * @param key the key that wraps its secrets; absent for the product's own
   * @param first the tags it has from the beginning
   */
  @Transactional
  public Domain create(TenantId tenant, DomainDraft draft, @Nullable KeyId key, List<Tag> first) {
    requireRoom(tenant);
    Instant now = clock.instant();
    Domain domain =
        new Domain(
            tenant,
            DomainId.random(),
            draft,
            DomainStatus.ACTIVE,
            WatchlistId.random(),
            DomainKey.of(key),
            now,
            now,
            null);
    rows.insert(domain);
    keys.create(tenant, domain.id(), nameOf(domain.key().id()));
    tags.begin(domain, first);
    steps.forEach(step -> step.created(domain));
    tell(domain, "domain.created");
    return domain;
  }

  /** What the key provider knows a key by; absent for its own. */
  static @Nullable String nameOf(KeyId key) {
    return key.equals(KeyId.DEFAULT) ? null : key.value();
  }

  private void requireRoom(TenantId tenant) {
    limits.require(tenant, Quota.DOMAINS, rows.countInUse(tenant));
  }

  /**
   * The domain, also while it is suspended.
   *
   * @throws FailureException {@link Failure.NotFound} if the tenant has none of that id
   */
  @Transactional
  public Domain get(TenantId tenant, DomainId id) {
    return rows.find(tenant, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN));
  }

  /**
   * The domain, for work in it.
   *
   * @throws FailureException {@link Failure.NotFound}, or {@link Failure.Conflict} of kind {@code
   *     DOMAIN_NOT_ACTIVE}
   */
  @Transactional
  public Domain requireActive(TenantId tenant, DomainId id) {
    return requireActive(get(tenant, id));
  }

  static Domain requireActive(Domain domain) {
    if (domain.status() != DomainStatus.ACTIVE) {
      throw FailureException.conflict(
          Failure.ConflictKind.DOMAIN_NOT_ACTIVE,
          "the domain is " + domain.status() + ", not ACTIVE");
    }
    return domain;
  }

  /**
   * Every domain that is in use.
   *
   * @param tenant whose; absent for all
   */
  @Transactional
  public List<Domain> active(@Nullable TenantId tenant) {
    return rows.active(tenant);
  }

  /** A page of the tenant's domains that {@code scope} covers, suspended ones included. */
  @Transactional
  public Page<Domain> list(
      TenantId tenant, DomainScope scope, int limit, @Nullable PageToken from) {
    return rows.list(tenant, scope, limit, from);
  }

  /** Changes what is said about an active domain: {@code change} gets what is said now. */
  @Transactional
  public Domain update(TenantId tenant, DomainId id, UnaryOperator<DomainDraft> change) {
    return update(tenant, id, null, change);
  }

  /**
   * Changes an active domain as above, and its key.
   *
   * @param key the key that is to wrap its secrets; absent to leave it as it is. Another key, or
   *     the same one after a change that failed, begins a change that completes by itself
   * @param change gets what is said now: what it leaves out is gone, so that a dialect may change
   *     single members or all of them
   * @throws FailureException {@code DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES} if another change of the
   *     key is still in progress
   */
  @Transactional
  public Domain update(
      TenantId tenant, DomainId id, @Nullable KeyId key, UnaryOperator<DomainDraft> change) {
    Domain before = requireActive(lock(tenant, id));
    boolean newKey = key != null && before.key().changesTo(key);
    if (newKey && before.key().isChanging()) {
      throw FailureException.conflict(
          Failure.ConflictKind.DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES,
          "the domain's key is being changed; it can be changed again when that is completed");
    }
    Instant now = clock.instant();
    Domain after =
        new Domain(
            tenant,
            id,
            change.apply(before.draft()),
            before.status(),
            before.defaultWatchlist(),
            key != null && newKey ? before.key().changing(key) : before.key(),
            before.createdAt(),
            now,
            null);
    rows.update(after);
    if (newKey) {
      rows.startKeyChange(after, now);
      tell(after, "domain.key-change-started");
    }
    tell(after, "domain.updated");
    return after;
  }

  /** Suspends the domain; doing so again changes nothing. */
  @Transactional
  public Domain delete(TenantId tenant, DomainId id) {
    Domain before = lock(tenant, id);
    if (before.status() == DomainStatus.SUSPENDED) {
      return before;
    }
    Domain after = withStatus(before, DomainStatus.SUSPENDED);
    rows.update(after);
    steps.forEach(step -> step.suspended(after));
    keys.forget(tenant, id);
    tell(after, "domain.suspended");
    return after;
  }

  /**
   * Brings a suspended domain back as it was; an active one stays as it is.
   *
   * @throws FailureException {@link Failure.NotFound} after the grace of 30 days; {@link
   *     Failure.QuotaExceeded} if the tenant has too many others meanwhile
   */
  @Transactional
  public Domain restore(TenantId tenant, DomainId id) {
    Domain before = lock(tenant, id);
    Instant suspendedAt = before.suspendedAt();
    if (suspendedAt == null) {
      return before;
    }
    if (!clock.instant().isBefore(suspendedAt.plus(GRACE)) || rows.purgeStartedAt(before) != null) {
      throw FailureException.notFound(Failure.Resource.DOMAIN);
    }
    requireRoom(tenant);
    Domain after = withStatus(before, DomainStatus.ACTIVE);
    rows.update(after);
    steps.forEach(step -> step.restored(after));
    tell(after, "domain.restored");
    return after;
  }

  /** The domains whose time to be restored is over, of one tenant or of all. */
  @Transactional
  public List<DomainPlace> purgeable(@Nullable TenantId tenant) {
    return rows.suspendedUntil(tenant, clock.instant().minus(GRACE));
  }

  /**
   * Begins the purge of a domain whose time to be restored is over: its secrets are destroyed, so
   * that nothing they sealed opens any more, from a backup of the rows either. Doing so again
   * changes nothing.
   *
   * @return whether it was begun now
   * @throws FailureException {@link Failure.NotFound} if it is purged already, or {@link
   *     Failure.Conflict} of kind {@code CONCURRENT_CHANGES} if it is not to be purged
   */
  @Transactional
  public boolean beginPurge(TenantId tenant, DomainId id) {
    Domain domain = lock(tenant, id);
    Instant suspendedAt = domain.suspendedAt();
    Instant now = clock.instant();
    if (suspendedAt == null || now.isBefore(suspendedAt.plus(GRACE))) {
      throw FailureException.conflict(
          Failure.ConflictKind.CONCURRENT_CHANGES,
          "the domain is not suspended long enough to be purged");
    }
    return destroySecrets(domain, now);
  }

  private boolean destroySecrets(Domain domain, Instant now) {
    if (rows.purgeStartedAt(domain) != null) {
      return false;
    }
    keys.destroy(domain.tenant(), domain.id());
    rows.startPurge(domain, now);
    tell(domain, "domain.secrets-destroyed");
    return true;
  }

  /**
   * Deletes or restores a domain once more as it was done at {@code at}, in a database that had
   * forgotten it, in the caller's transaction. A domain that is not there, or is purged, stays so.
   *
   * @param status what it became then
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void changeAgain(TenantId tenant, DomainId id, DomainStatus status, Instant at) {
    Domain domain = rows.lock(tenant, id).orElse(null);
    if (domain == null || domain.status() == status || rows.purgeStartedAt(domain) != null) {
      return;
    }
    Domain after = withStatus(domain, status, at);
    rows.update(after);
    if (status == DomainStatus.SUSPENDED) {
      steps.forEach(step -> step.suspended(after));
      keys.forget(tenant, id);
    }
    tell(after, status == DomainStatus.SUSPENDED ? "domain.suspended" : "domain.restored");
  }

  /**
   * Destroys the secrets of a domain once more, in a database that had forgotten it, in the
   * caller's transaction: it is suspended and due to be purged. A domain that is not there stays
   * so.
   *
   * @param at when they were destroyed
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void destroySecretsAgain(TenantId tenant, DomainId id, Instant at) {
    changeAgain(tenant, id, DomainStatus.SUSPENDED, at.minus(GRACE));
    Domain domain = rows.lock(tenant, id).orElse(null);
    if (domain != null) {
      rows.update(withStatus(domain, DomainStatus.SUSPENDED, at.minus(GRACE)));
      boolean _ = destroySecrets(domain, clock.instant());
    }
  }

  /** Removes a domain that is purged and empty, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void remove(TenantId tenant, DomainId id) {
    Domain domain = lock(tenant, id);
    if (rows.purgeStartedAt(domain) == null) {
      throw new IllegalStateException("the purge of domain " + id + " was not begun");
    }
    tags.end(domain);
    rows.delete(domain);
    tell(domain, "domain.purged");
  }

  private Domain lock(TenantId tenant, DomainId id) {
    return rows.lock(tenant, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN));
  }

  private Domain withStatus(Domain domain, DomainStatus status) {
    return withStatus(domain, status, clock.instant());
  }

  private static Domain withStatus(Domain domain, DomainStatus status, Instant now) {
    return new Domain(
        domain.tenant(),
        domain.id(),
        domain.draft(),
        status,
        domain.defaultWatchlist(),
        domain.key(),
        domain.createdAt(),
        now,
        status == DomainStatus.SUSPENDED ? now : null);
  }

  private void tell(Domain domain, String what) {
    Map<String, String> facts = Map.of("status", domain.status().name());
    outbox.publish(OutboxEvent.in(domain.tenant(), domain.id(), domain.id().value(), what, facts));
    audit.record(AuditEntry.in(domain.tenant(), domain.id(), what, domain.id().value()));
  }
}
