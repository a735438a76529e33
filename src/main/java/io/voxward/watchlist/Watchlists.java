package io.voxward.watchlist;

import io.micrometer.core.instrument.MeterRegistry;
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
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.watchlist.store.GalleryStates;
import io.voxward.watchlist.store.WatchlistRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes the watchlists of a domain. */
@ApplicationScoped
public class Watchlists {
  private final WatchlistRepository rows;
  private final GalleryStates states;
  private final Domains domains;
  private final Limits limits;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps watchlists in {@code rows}. */
  public Watchlists(
      WatchlistRepository rows,
      GalleryStates states,
      Domains domains,
      Limits limits,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.states = states;
    this.domains = domains;
    this.limits = limits;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Makes an empty watchlist.
   *
   * @throws FailureException if there is no such active domain, or it has as many as it may
   */
  @Transactional
  public Watchlist create(TenantId tenant, DomainId domain, WatchlistDraft draft) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    limits.require(tenant, Quota.WATCHLISTS, rows.count(tenant, domain));
    Instant now = clock.instant();
    Watchlist made = new Watchlist(tenant, domain, WatchlistId.random(), draft, false, now, now);
    rows.insert(made);
    tell(made, "watchlist.created");
    return made;
  }

  /**
   * The watchlist.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public Watchlist get(TenantId tenant, DomainId domain, WatchlistId id) {
    domains.requireActive(tenant, domain);
    return require(tenant, domain, id);
  }

  private Watchlist require(TenantId tenant, DomainId domain, WatchlistId id) {
    return rows.find(tenant, domain, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.WATCHLIST));
  }

  /**
   * The watchlist named, if the domain has it, or else the domain's default one.
   *
   * @throws FailureException {@link Failure.NotFound} if one is named and the domain has it not
   */
  @Transactional
  public WatchlistId requireOrDefault(Domain domain, @Nullable WatchlistId named) {
    return named == null
        ? domain.defaultWatchlist()
        : require(domain.tenant(), domain.id(), named).id();
  }

  /** A page of the domain's watchlists, by id; the default one among them. */
  @Transactional
  public Page<Watchlist> list(
      TenantId tenant, DomainId domain, int limit, @Nullable PageToken from) {
    domains.requireActive(tenant, domain);
    return rows.list(tenant, domain, limit, from);
  }

  /**
   * Changes what is said about a watchlist: {@code change} gets what is said now.
   *
   * @throws FailureException {@link Failure.Invalid} for the default one, {@link Failure.NotFound}
   */
  @Transactional
  public Watchlist update(
      TenantId tenant, DomainId domain, WatchlistId id, UnaryOperator<WatchlistDraft> change) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Watchlist before = changeable(tenant, domain, id);
    Watchlist after =
        new Watchlist(
            tenant,
            domain,
            id,
            change.apply(before.draft()),
            false,
            before.createdAt(),
            clock.instant());
    rows.update(after);
    tell(after, "watchlist.updated");
    return after;
  }

  /**
   * Deletes a watchlist without fraudsters.
   *
   * @throws FailureException {@link Failure.Invalid} for the default one, {@link Failure.NotFound},
   *     or {@code CANNOT_DELETE_NON_EMPTY_WATCHLIST}
   */
  @Transactional
  public void delete(TenantId tenant, DomainId domain, WatchlistId id) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Watchlist watchlist = changeable(tenant, domain, id);
    if (rows.hasFraudsters(tenant, domain, id)) {
      throw FailureException.conflict(
          Failure.ConflictKind.CANNOT_DELETE_NON_EMPTY_WATCHLIST,
          "the watchlist has fraudsters: disassociate or delete them first");
    }
    rows.delete(watchlist);
    tell(watchlist, "watchlist.deleted");
  }

  private Watchlist changeable(TenantId tenant, DomainId domain, WatchlistId id) {
    Watchlist watchlist = require(tenant, domain, id);
    if (watchlist.isDefault()) {
      throw FailureException.invalid(
          "watchlistId", "must not be the default watchlist, which is never changed nor deleted");
    }
    return watchlist;
  }

  private void tell(Watchlist watchlist, String what) {
    audit.record(
        AuditEntry.in(watchlist.tenant(), watchlist.domain(), what, watchlist.id().value()));
    meters.counter("voxward.watchlists.changes", "change", what).increment();
  }
}
