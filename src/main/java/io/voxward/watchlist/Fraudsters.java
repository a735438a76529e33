package io.voxward.watchlist;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.consent.Erasures;
import io.voxward.consent.FraudsterErasure;
import io.voxward.domain.Domains;
import io.voxward.outbox.FraudsterAction;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.watchlist.store.FraudsterRepository;
import io.voxward.watchlist.store.GalleryStates;
import io.voxward.watchlist.store.WatchlistRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fraudsters of a domain and the watchlists they are on. Whoever changes either locks the
 * domain's gallery first and gives it a new state, so that changes of one domain stand in line and
 * every node sees at its next search that its copy is old.
 */
@ApplicationScoped
public class Fraudsters implements FraudsterErasure {
  private final FraudsterRepository rows;
  private final WatchlistRepository watchlists;
  private final GalleryStates states;
  private final Domains domains;
  private final Limits limits;
  private final Voiceprints voiceprints;
  private final Erasures erasures;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps fraudsters in {@code rows} and their voices in {@code voiceprints}. */
  public Fraudsters(
      FraudsterRepository rows,
      WatchlistRepository watchlists,
      GalleryStates states,
      Domains domains,
      Limits limits,
      Voiceprints voiceprints,
      Erasures erasures,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.watchlists = watchlists;
    this.states = states;
    this.domains = domains;
    this.limits = limits;
    this.voiceprints = voiceprints;
    this.erasures = erasures;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Makes a fraudster out of a voice, in the caller's transaction.
   *
   * @param onto the watchlists to put them on, at least one
   * @throws FailureException if there is no such active domain or watchlist, or a watchlist is full
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Fraudster register(
      TenantId tenant, DomainId domain, Set<WatchlistId> onto, NewVoice voice) {
    if (onto.isEmpty()) {
      throw FailureException.invalid("watchlistId", "at least one watchlist is needed");
    }
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    List<WatchlistId> lists =
        onto.stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
    lists.forEach(list -> requireWatchlist(tenant, domain, list));
    lists.forEach(list -> requireRoom(tenant, domain, list));
    Instant now = clock.instant();
    Fraudster fraudster =
        new Fraudster(
            tenant, domain, GeneratedFraudsterId.random(), lists, FraudsterRemarks.NONE, now, now);
    rows.insert(fraudster);
    voiceprints.keepFraudster(
        tenant,
        domain,
        fraudster.id(),
        voice.embedding(),
        voice.speech(),
        voice.figures(),
        voice.source());
    states.change(tenant, domain);
    outbox.publish(
        OutboxEvent.in(
            tenant,
            domain,
            fraudster.id().value(),
            "fraudster.registered",
            Map.of("registrationSource", voice.source().name())));
    outbox.publish(
        FraudsterEvents.registration(
            fraudster, voice, FraudsterAction.RegistrationStatus.NEW_REGISTRATION));
    tell(fraudster, "fraudster.registered");
    return fraudster;
  }

  /**
   * Keeps a fraudster's voice instead of the one kept, if another model made that; in the caller's
   * transaction, which has the domain's gallery locked.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void renewIfOfAnotherModel(Fraudster fraudster, NewVoice voice) {
    TenantId tenant = fraudster.tenant();
    DomainId domain = fraudster.domain();
    if (voiceprints.isFraudsterOf(tenant, domain, fraudster.id(), voice.embedding().model())) {
      return;
    }
    voiceprints.keepFraudster(
        tenant,
        domain,
        fraudster.id(),
        voice.embedding(),
        voice.speech(),
        voice.figures(),
        voice.source());
    states.change(tenant, domain);
    audit.record(AuditEntry.in(tenant, domain, "fraudster.model-changed", fraudster.id().value()));
    meters.counter("voxward.model.changes", "of", "fraudster", "outcome", "switched").increment();
  }

  private void requireRoom(TenantId tenant, DomainId domain, WatchlistId list) {
    limits.require(tenant, Quota.FRAUDSTERS_PER_WATCHLIST, rows.countOn(tenant, domain, list));
  }

  private void requireWatchlist(TenantId tenant, DomainId domain, WatchlistId list) {
    if (watchlists.find(tenant, domain, list).isEmpty()) {
      throw FailureException.notFound(Failure.Resource.WATCHLIST);
    }
  }

  /**
   * The fraudster.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public Fraudster get(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    domains.requireActive(tenant, domain);
    return require(tenant, domain, id);
  }

  private Fraudster require(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    return rows.find(tenant, domain, id)
        .orElseThrow(() -> FailureException.notFound(Failure.Resource.FRAUDSTER));
  }

  /**
   * A page of the domain's fraudsters, by id; only those of a watchlist where one is named.
   *
   * @throws FailureException {@link Failure.NotFound} if the domain has no such watchlist
   */
  @Transactional
  public Page<Fraudster> list(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId only,
      int limit,
      @Nullable PageToken from) {
    domains.requireActive(tenant, domain);
    if (only != null) {
      requireWatchlist(tenant, domain, only);
    }
    return rows.list(tenant, domain, only, limit, from);
  }

  /** Changes what analysts wrote about a fraudster: {@code change} gets what is written now. */
  @Transactional
  public Fraudster remark(
      TenantId tenant,
      DomainId domain,
      GeneratedFraudsterId id,
      UnaryOperator<FraudsterRemarks> change) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Fraudster before = require(tenant, domain, id);
    Fraudster after = with(before, before.watchlists(), change.apply(before.remarks()));
    rows.update(after);
    tell(after, "fraudster.remarked");
    return after;
  }

  /** Deletes a fraudster: the voiceprint is gone at once, and so are they from every watchlist. */
  @Transactional
  public void delete(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Fraudster fraudster = require(tenant, domain, id);
    rows.delete(fraudster);
    int voiceprintsDeleted = voiceprints.deleteFraudster(tenant, domain, id);
    erasures.fraudsterDeleted(tenant, domain, id, voiceprintsDeleted);
    states.change(tenant, domain);
    outbox.publish(OutboxEvent.in(tenant, domain, id.value(), "fraudster.deleted", Map.of()));
    outbox.publish(FraudsterEvents.deletion(fraudster));
    tell(fraudster, "fraudster.deleted");
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void deleteAgain(TenantId tenant, DomainId domain, GeneratedFraudsterId id) {
    rows.find(tenant, domain, id)
        .ifPresent(fraudster -> {
          states.lock(tenant, domain);
          rows.delete(fraudster);
          int _ = voiceprints.deleteFraudster(tenant, domain, id);
          states.change(tenant, domain);
          tell(fraudster, "fraudster.deleted");
        });
  }

  /** Puts a fraudster on a watchlist too; doing so again changes nothing. */
  @Transactional
  public Fraudster associate(
      TenantId tenant, DomainId domain, GeneratedFraudsterId id, WatchlistId list) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Fraudster before = require(tenant, domain, id);
    if (before.watchlists().contains(list)) {
      return before;
    }
    requireWatchlist(tenant, domain, list);
    requireRoom(tenant, domain, list);
    rows.associate(before, list, clock.instant());
    return changed(before, "fraudster.associated");
  }

  /**
   * Takes a fraudster off a watchlist; one who is not on it stays as they are.
   *
   * @throws FailureException {@code FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST} if it is the
   *     only one, {@link Failure.NotFound}
   */
  @Transactional
  public Fraudster disassociate(
      TenantId tenant, DomainId domain, GeneratedFraudsterId id, WatchlistId list) {
    domains.requireActive(tenant, domain);
    states.lock(tenant, domain);
    Fraudster before = require(tenant, domain, id);
    if (!before.watchlists().contains(list)) {
      requireWatchlist(tenant, domain, list);
      return before;
    }
    if (before.watchlists().size() == 1) {
      throw FailureException.conflict(
          Failure.ConflictKind.FRAUDSTER_MUST_BELONG_TO_AT_LEAST_ONE_WATCHLIST,
          "it is the fraudster's only watchlist: put them on another one first, or delete them");
    }
    rows.disassociate(before, list);
    return changed(before, "fraudster.disassociated");
  }

  private Fraudster changed(Fraudster before, String what) {
    Fraudster read = require(before.tenant(), before.domain(), before.id());
    Fraudster after = with(read, read.watchlists(), read.remarks());
    rows.update(after);
    states.change(after.tenant(), after.domain());
    tell(after, what);
    return after;
  }

  private Fraudster with(Fraudster fraudster, List<WatchlistId> lists, FraudsterRemarks remarks) {
    return new Fraudster(
        fraudster.tenant(),
        fraudster.domain(),
        fraudster.id(),
        lists,
        remarks,
        fraudster.createdAt(),
        clock.instant());
  }

  private void tell(Fraudster fraudster, String what) {
    audit.record(
        AuditEntry.in(fraudster.tenant(), fraudster.domain(), what, fraudster.id().value()));
    meters.counter("voxward.fraudsters.changes", "change", what).increment();
  }
}
