package io.voxward.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.consent.store.ConsentRepository;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The ledger of who consented to what: records are only ever added, withdrawals too. Of a person's
 * records for one purpose the one written last stands.
 */
@ApplicationScoped
public class Consents {
  /** How far ahead of ours another clock may be. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** The channel of records that an opt-out writes by itself. */
  private static final String BY_OPT_OUT = "opt-out";

  private final ConsentRepository rows;
  private final Policies policies;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Keeps consent records in {@code rows}. */
  public Consents(
      ConsentRepository rows, Policies policies, Audit audit, MeterRegistry meters, Clock clock) {
    this.rows = rows;
    this.policies = policies;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records a consent, in the caller's transaction.
   *
   * @throws FailureException if it was given in the future, or to a text that the domain never
   *     published
   */
  @Transactional
  public ConsentRecord record(Speaker speaker, ConsentKind kind, ConsentDraft draft) {
    return write(speaker, kind, ConsentAction.GIVEN, draft);
  }

  /**
   * Records that a consent was taken back, in the caller's transaction.
   *
   * @throws FailureException as {@link #record}
   */
  @Transactional
  public ConsentRecord recordWithdrawal(Speaker speaker, ConsentKind kind, ConsentDraft draft) {
    return write(speaker, kind, ConsentAction.WITHDRAWN, draft);
  }

  private ConsentRecord write(
      Speaker speaker, ConsentKind kind, ConsentAction action, ConsentDraft draft) {
    Instant now = clock.instant();
    if (draft.givenAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw FailureException.invalid("givenAt", "must not lie in the future");
    }
    policies.requirePublished(speaker.tenant(), speaker.domain(), draft.policyVersion());
    ConsentRecord record =
        rows.insert(speaker, Alphanumeric.random(), kind, action, draft, audit.actor(), now);
    audit.record(
        new AuditEntry(
            speaker.tenant(),
            action == ConsentAction.GIVEN ? "consent.recorded" : "consent.withdrawn",
            speaker.domain(),
            speaker.id().value(),
            "kind=" + kind + " consentId=" + record.id()));
    meters.counter("voxward.consents", "purpose", kind.name(), "action", action.name()).increment();
    return record;
  }

  /** Whether the last record for that purpose says that the consent was given. */
  @Transactional
  public boolean stands(Speaker speaker, ConsentKind kind) {
    return rows.last(speaker, kind)
        .filter(record -> record.action() == ConsentAction.GIVEN)
        .isPresent();
  }

  /** Whether anybody in the domain has consented, ever, to that. */
  @Transactional
  public boolean anybody(TenantId tenant, DomainId domain, ConsentKind kind) {
    return rows.any(tenant, domain, kind);
  }

  /**
   * Passes a person whose consent stands.
   *
   * @throws FailureException of kind {@code CONSENT_REQUIRED}
   */
  @Transactional
  public void require(Speaker speaker, ConsentKind kind) {
    if (!stands(speaker, kind)) {
      throw required(kind);
    }
  }

  /** The refusal of what needs a consent of that purpose. */
  public static FailureException required(ConsentKind kind) {
    return FailureException.conflict(
        Failure.ConflictKind.CONSENT_REQUIRED,
        "this needs a consent record of the speaker for " + kind + ", and none stands");
  }

  /** Takes back whatever stands, for a locked speaker who opts out. */
  @Transactional(Transactional.TxType.MANDATORY)
  void endAll(Speaker locked) {
    for (ConsentKind kind : new ConsentKind[] {ConsentKind.ENROLLMENT, ConsentKind.TUNING}) {
      if (stands(locked, kind)) {
        ConsentRecord _ =
            recordWithdrawal(
                locked, kind, new ConsentDraft(BY_OPT_OUT, clock.instant(), null, null));
      }
    }
  }
}
