package io.voxward.domain;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.domain.store.DomainRepository;
import io.voxward.domain.store.DomainRepository.DueKeyChange;
import io.voxward.keys.DomainKeys;
import io.voxward.keys.KeysException;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Carries out the changes of domains' keys that were asked for. One change is one transaction: the
 * domain is locked, its secrets are wrapped under the new key, and its status says so; a node that
 * dies in the middle has done nothing, and any node does it again.
 */
@ApplicationScoped
public class KeyChanges {
  private static final Logger LOG = Logger.getLogger(KeyChanges.class);

  /** How long after each failed try the next one comes; after the last of them it has failed. */
  private static final List<Duration> RETRIES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private static final String FAILED =
      "the key could not be made or used; the log of the service says why; update the domain with"
          + " the same key to try again";

  private final DomainRepository rows;
  private final DomainKeys keys;
  private final Outbox outbox;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Works on the domains in {@code rows} and their secrets in {@code keys}. */
  public KeyChanges(
      DomainRepository rows,
      DomainKeys keys,
      Outbox outbox,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.rows = rows;
    this.keys = keys;
    this.outbox = outbox;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /** Tries one change that is due and that no other node is at; says whether there was one. */
  @Transactional
  public boolean carryOutOne() {
    Instant now = clock.instant();
    DueKeyChange due = rows.takeDueKeyChange(now).orElse(null);
    if (due == null) {
      return false;
    }
    Domain domain = due.domain();
    try {
      keys.wrapUnder(domain.tenant(), domain.id(), Domains.nameOf(domain.key().id()));
      end(domain, KeyChange.Status.COMPLETED, null, now);
    } catch (KeysException e) {
      LOG.warnf(
          e,
          "a domain's key could not be changed domainId=%s attempt=%d",
          domain.id(),
          due.attempts() + 1);
      if (due.attempts() < RETRIES.size()) {
        rows.postponeKeyChange(domain, now.plus(RETRIES.get(due.attempts())));
      } else {
        end(domain, KeyChange.Status.FAILED, FAILED, now);
      }
    }
    return true;
  }

  private void end(
      Domain domain,
      KeyChange.Status status,
      @org.jspecify.annotations.Nullable String message,
      Instant now) {
    rows.update(domain.withKey(domain.key().changed(status, message), now));
    String what =
        status == KeyChange.Status.COMPLETED
            ? "domain.key-change-completed"
            : "domain.key-change-failed";
    meters.counter("voxward.domains.key.changes", "result", status.name()).increment();
    outbox.publish(
        OutboxEvent.in(domain.tenant(), domain.id(), domain.id().value(), what, Map.of()));
    audit.record(AuditEntry.in(domain.tenant(), domain.id(), what, domain.id().value()));
  }
}
