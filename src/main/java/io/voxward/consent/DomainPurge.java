package io.voxward.consent;

import io.quarkus.arc.All;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.consent.journal.ErasureEntry;
import io.voxward.consent.journal.ErasureEntry.What;
import io.voxward.consent.journal.ErasureLog;
import io.voxward.consent.store.PurgeCountRepository;
import io.voxward.consent.store.TombstoneRepository;
import io.voxward.domain.Domains;
import io.voxward.domain.PurgeStep;
import io.voxward.domain.PurgeStep.Part;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Purges a domain whose time to be restored is over. First its secrets are destroyed, in one small
 * transaction: from then on no voice in it can be read, wherever copies of its rows may lie. Then
 * its rows go, some at a time; what was removed is counted in the same transaction. In the last one
 * the domain itself goes, and its tombstone and the receipt with all counts are written. Killed at
 * any point it goes on where it was.
 */
@ApplicationScoped
public class DomainPurge {
  /** Rows that one transaction removes. */
  static final int BATCH = 2000;

  private final Domains domains;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final PurgeCountRepository counts;
  private final TombstoneRepository tombstones;
  private final Receipts receipts;
  private final ErasureLog log;
  private final Clock clock;

  /** Removes by {@code steps}. */
  public DomainPurge(
      Domains domains,
      @All List<PurgeStep> steps,
      PurgeCountRepository counts,
      TombstoneRepository tombstones,
      Receipts receipts,
      ErasureLog log,
      Clock clock) {
    this.domains = domains;
    steps.forEach(step -> step.parts().forEach(part -> parts.put(part.what(), part)));
    this.counts = counts;
    this.tombstones = tombstones;
    this.receipts = receipts;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Destroys the domain's secrets, if that was not done before.
   *
   * @throws io.voxward.common.FailureException if it is not to be purged
   */
  @Transactional
  void begin(TenantId tenant, DomainId domain) {
    if (domains.beginPurge(tenant, domain)) {
      log.write(
          ErasureEntry.ofDomain(What.DOMAIN_SECRETS_DESTROYED, tenant, domain, clock.instant()));
    }
  }

  /** How many there are of what. */
  @Transactional
  Map<String, Long> left(TenantId tenant, DomainId domain) {
    Map<String, Long> left = new LinkedHashMap<>();
    parts.forEach((what, part) -> left.put(what, part.count().of(tenant, domain)));
    return left;
  }

  /** Removes some of one kind, in the caller's transaction; says how many. */
  @Transactional(Transactional.TxType.MANDATORY)
  int removeSome(TenantId tenant, DomainId domain, String what) {
    Part part = parts.get(what);
    if (part == null) {
      throw new IllegalArgumentException("nobody purges " + what);
    }
    int removed = part.removal().some(tenant, domain, BATCH);
    if (removed > 0) {
      counts.add(tenant, domain, what, removed);
    }
    return removed;
  }

  /** Removes the domain itself and what came to it late, in the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  void complete(TenantId tenant, DomainId domain) {
    for (String what : parts.keySet()) {
      int removed;
      do {
        removed = removeSome(tenant, domain, what);
      } while (removed > 0);
    }
    Map<String, Long> erased = counts.take(tenant, domain);
    erased.put("domains", 1L);
    tombstones.insert(tenant, domain, clock.instant());
    Receipt receipt =
        receipts.issue(tenant, domain, ErasureReason.DOMAIN_PURGE, domain.value(), erased);
    domains.remove(tenant, domain);
    log.write(ErasureEntry.of(receipt, What.DOMAIN_PURGED, List.of()));
  }
}
