package io.voxward.domain;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.store.DomainRepository;
import io.voxward.job.Job;
import io.voxward.job.JobDraft;
import io.voxward.job.Jobs;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.DomainKeys.Generations;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renews the secrets of a domain: its data key, and with it, where that is wished, its secret
 * transform. The new ones are made at once, and from then on everything is sealed with them; a job
 * seals anew what was sealed before, some at a time, while all of it stays readable; when nothing
 * is left the old ones are destroyed. Killed at any point it goes on where it was.
 */
@ApplicationScoped
public class DomainRenewal {
  private static final int LARGEST_BATCH = 10_000;
  private static final int MOST_ROUNDS = 5;

  /** Secrets that may wait for their end: more of them wait only where something does not open. */
  private static final int MOST_OLDER = 20;

  private final DomainRepository rows;
  private final DomainKeys keys;
  private final List<DomainStep> steps;
  private final Map<String, RenewalStep> renewals = new LinkedHashMap<>();
  private final Jobs jobs;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;
  private final int batch;

  /** Renews the secrets in {@code keys}; {@code renewals} follow. */
  public DomainRenewal(
      DomainRepository rows,
      DomainKeys keys,
      @All List<DomainStep> steps,
      @All List<RenewalStep> renewals,
      Jobs jobs,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      RenewalConfig config,
      Clock clock) {
    this.batch = config.batch();
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw new IllegalStateException("voxward.renewal.batch must be from 1 to " + LARGEST_BATCH);
    }
    this.rows = rows;
    this.keys = keys;
    this.steps = steps;
    renewals.forEach(step -> this.renewals.put(step.what(), step));
    this.jobs = jobs;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /** What is renewed. */
  public enum Extent {
    /** The key that seals the data. */
    DATA_KEY("domain.data-key-renewed"),
    /** The key, and the transform that voices go through: what leaked is worthless afterwards. */
    DATA_KEY_AND_TRANSFORM("domain.rekeyed");

    private final String event;

    Extent(String event) {
      this.event = event;
    }
  }

  /**
   * How a domain's secrets stand.
   *
   * @param wrappingKey the domain's name for the key that wraps them
   * @param dataKey the number of the newest data key, which seals
   * @param transform the number of the newest transform
   * @param older how many old ones are kept, because something is still sealed with them
   * @param left how much is to be sealed anew, by what it is
   */
  public record State(
      KeyId wrappingKey, int dataKey, int transform, int older, Map<String, Long> left) {}

  /**
   * Begins a renewal of an active domain.
   *
   * @return the job that completes it
   * @throws FailureException of kind {@code ROTATION_IN_PROGRESS} if another is not completed, or
   *     {@code DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES} while the key that wraps its secrets changes
   */
  @Transactional
  public Job begin(TenantId tenant, DomainId id, Extent extent) {
    Domain domain = lock(tenant, id);
    if (domain.key().isChanging()) {
      throw FailureException.conflict(
          Failure.ConflictKind.DOMAIN_LOCKED_FROM_ENCRYPTION_UPDATES,
          "the key that wraps the domain's secrets is being changed; renew them when that is"
              + " completed");
    }
    if (jobs.countActive(tenant, id, DomainRenewalKind.NAME) > 0) {
      throw FailureException.conflict(
          Failure.ConflictKind.ROTATION_IN_PROGRESS,
          "a renewal of the domain's secrets is in progress");
    }
    if (keys.older(tenant, id) > MOST_OLDER) {
      throw FailureException.conflict(
          Failure.ConflictKind.ROTATION_IN_PROGRESS,
          "too many old secrets of the domain are still needed: something in it does not open");
    }
    Instant now = clock.instant();
    Generations _ =
        keys.renew(
            tenant,
            id,
            Domains.nameOf(domain.key().inEffect()),
            extent == Extent.DATA_KEY_AND_TRANSFORM);
    rows.noteSecretsChanged(domain, now);
    steps.forEach(step -> step.renewed(domain));
    Job job = jobs.submit(new JobDraft(tenant, id, DomainRenewalKind.NAME, null, "{}"));
    meters.counter("voxward.domains.secrets.renewals", "extent", extent.name()).increment();
    tell(domain, extent.event);
    return job;
  }

  private Domain lock(TenantId tenant, DomainId id) {
    return Domains.requireActive(
        rows.lock(tenant, id)
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN)));
  }

  private void tell(Domain domain, String what) {
    outbox.publish(
        OutboxEvent.in(domain.tenant(), domain.id(), domain.id().value(), what, Map.of()));
    audit.record(AuditEntry.in(domain.tenant(), domain.id(), what, domain.id().value()));
  }

  /**
   * How the secrets of an active domain stand.
   *
   * @throws FailureException {@link Failure.NotFound}, or the domain is not active
   */
  @Transactional
  public State state(TenantId tenant, DomainId id) {
    Domain domain =
        Domains.requireActive(
            rows.find(tenant, id)
                .orElseThrow(() -> FailureException.notFound(Failure.Resource.DOMAIN)));
    Map<String, Long> left = new LinkedHashMap<>();
    renewals.forEach((what, step) -> left.put(what, step.left(tenant, id)));
    Generations newest = keys.generations(tenant, id);
    return new State(
        domain.key().inEffect(),
        newest.dataKey(),
        newest.transform(),
        keys.older(tenant, id),
        left);
  }

  /** The domains of which old secrets wait for their end, by tenant. */
  @Transactional
  Map<TenantId, Set<DomainId>> due() {
    return keys.withOlder();
  }

  /** What is to be sealed anew by one feature. */
  record Part(String what, RenewalStep.Range range) {}

  /** All that is to be sealed anew, split into pieces for one transaction each. */
  @Transactional
  List<Part> parts(TenantId tenant, DomainId domain) {
    List<Part> parts = new ArrayList<>();
    renewals.forEach((what, step) ->
        step.ranges(tenant, domain, batch).forEach(range -> parts.add(new Part(what, range))));
    return parts;
  }

  /** Seals a piece anew, in the caller's transaction; says how much of it does not open. */
  @Transactional
  int renew(TenantId tenant, DomainId domain, Part part) {
    RenewalStep step = renewals.get(part.what());
    if (step == null) {
      throw new IllegalArgumentException("nobody has sealed " + part.what());
    }
    return step.renew(tenant, domain, part.range());
  }

  /**
   * Seals anew what came meanwhile and destroys the old secrets. Where something does not open they
   * are kept.
   */
  void complete(TenantId tenant, DomainId domain) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (destroyOlder(tenant, domain)) {
        return;
      }
      long closed = 0;
      for (Part part : parts(tenant, domain)) {
        closed += renew(tenant, domain, part);
      }
      if (closed > 0) {
        return;
      }
    }
    throw new IllegalStateException("values are still sealed with old secrets of a domain");
  }

  /** Destroys the old secrets if nothing is sealed with them; says whether they are gone. */
  @Transactional
  boolean destroyOlder(TenantId tenant, DomainId id) {
    Domain domain = lock(tenant, id);
    keys.lockOlder(tenant, id);
    if (renewals.values().stream().anyMatch(step -> step.left(tenant, id) > 0)) {
      return false;
    }
    if (keys.destroyOlder(tenant, id) > 0) {
      rows.noteSecretsChanged(domain, clock.instant());
      tell(domain, "domain.old-secrets-destroyed");
    }
    return true;
  }
}
