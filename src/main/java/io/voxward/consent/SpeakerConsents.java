package io.voxward.consent;

import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.store.ConsentRepository;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consents of one person: given, taken back, and read. */
@ApplicationScoped
public class SpeakerConsents {
  private final Domains domains;
  private final Speakers speakers;
  private final Consents consents;
  private final ConsentRepository rows;
  private final OptOuts optOuts;
  private final List<ConsentStep> steps;
  private final Audit audit;

  /** Writes to {@code consents} and has {@code steps} do what follows. */
  public SpeakerConsents(
      Domains domains,
      Speakers speakers,
      Consents consents,
      ConsentRepository rows,
      OptOuts optOuts,
      @All List<ConsentStep> steps,
      Audit audit) {
    this.domains = domains;
    this.speakers = speakers;
    this.consents = consents;
    this.rows = rows;
    this.optOuts = optOuts;
    this.steps = steps;
    this.audit = audit;
  }

  /**
   * Records a consent. A customer not seen before becomes an entry: consents come before voices.
   *
   * @throws FailureException for the withdrawal of an opt-out, which has a way of its own, and of
   *     kind {@code SPEAKER_OPTED_OUT}
   */
  @Transactional
  public ConsentRecord give(
      TenantId tenant, DomainId domain, SpeakerRef ref, ConsentKind kind, ConsentDraft draft) {
    requireOwn(kind);
    Domain _ = domains.requireActive(tenant, domain);
    Speaker speaker = speakers.lock(speakers.ensure(tenant, domain, ref));
    if (speaker.status() == SpeakerStatus.OPTED_OUT) {
      throw FailureException.conflict(
          Failure.ConflictKind.SPEAKER_OPTED_OUT,
          "the speaker has opted out: the opt-out is withdrawn first");
    }
    return consents.record(speaker, kind, draft);
  }

  /**
   * Records that a consent was taken back, and does what follows in the same transaction: without
   * the consent to be enrolled the person is opted out, without that for tuning their recordings
   * are erased.
   */
  @Transactional
  public ConsentRecord withdraw(
      TenantId tenant, DomainId domain, SpeakerRef ref, ConsentKind kind, ConsentDraft draft) {
    requireOwn(kind);
    Domain _ = domains.requireActive(tenant, domain);
    Speaker speaker = speakers.lock(speakers.require(tenant, domain, ref));
    ConsentRecord record = consents.recordWithdrawal(speaker, kind, draft);
    steps.forEach(step -> step.withdrawn(speaker, kind));
    if (kind == ConsentKind.ENROLLMENT) {
      Speaker _ = optOuts.optOut(tenant, domain, ref);
    }
    return record;
  }

  private static void requireOwn(ConsentKind kind) {
    if (kind == ConsentKind.OPT_OUT_WITHDRAWAL) {
      throw FailureException.invalid(
          "purpose", "OPT_OUT_WITHDRAWAL is recorded by withdrawing the opt-out itself");
    }
  }

  /** A page of a person's records, the oldest first; that they were read is in the audit trail. */
  @Transactional
  public Page<ConsentRecord> read(
      TenantId tenant, DomainId domain, SpeakerRef ref, int limit, @Nullable PageToken from) {
    Domain _ = domains.requireActive(tenant, domain);
    Speaker speaker = speakers.require(tenant, domain, ref);
    Page<ConsentRecord> page = rows.list(speaker, limit, from);
    audit.record(AuditEntry.in(tenant, domain, "consents.read", speaker.id().value()));
    return page;
  }
}
