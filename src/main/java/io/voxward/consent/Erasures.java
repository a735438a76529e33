package io.voxward.consent;

import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.journal.ErasureEntry;
import io.voxward.consent.journal.ErasureEntry.What;
import io.voxward.consent.journal.ErasureLog;
import io.voxward.consent.store.TombstoneRepository;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Erases people: everything that any feature keeps of them, in one transaction, with a tombstone, a
 * signed receipt, and an entry in the erasure journal, so that a restored backup erases again.
 */
@ApplicationScoped
public class Erasures {
  private final Domains domains;
  private final Speakers speakers;
  private final List<ErasureStep> steps;
  private final TombstoneRepository tombstones;
  private final Receipts receipts;
  private final ErasureLog log;
  private final Audit audit;
  private final Clock clock;

  /** Erases by {@code steps}. */
  public Erasures(
      Domains domains,
      Speakers speakers,
      @All List<ErasureStep> steps,
      TombstoneRepository tombstones,
      Receipts receipts,
      ErasureLog log,
      Audit audit,
      Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.steps = steps;
    this.tombstones = tombstones;
    this.receipts = receipts;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Deletes a speaker with everything kept of them.
   *
   * @throws FailureException if there is no such active domain or no such speaker in it
   */
  @Transactional
  public Receipt deleteSpeaker(TenantId tenant, DomainId domain, SpeakerRef ref) {
    domains.requireActive(tenant, domain);
    Speaker speaker = speakers.lock(speakers.require(tenant, domain, ref));
    Map<String, Long> erased = run(speaker, ErasureReason.DELETION);
    speakers.remove(speaker);
    erased.put("speakers", 1L);
    Receipt receipt =
        receipts.issue(tenant, domain, ErasureReason.DELETION, speaker.id().value(), erased);
    return written(receipt, What.SPEAKERS_DELETED, List.of(speaker.id().value()));
  }

  /** Writes the erasure down outside of the database too, before it is committed. */
  private Receipt written(Receipt receipt, What what, List<String> subjects) {
    log.write(ErasureEntry.of(receipt, what, subjects));
    return receipt;
  }

  /** Erases the voice of a locked speaker; the entry itself stays. */
  @Transactional(Transactional.TxType.MANDATORY)
  Receipt erase(Speaker locked, ErasureReason reason) {
    String id = locked.id().value();
    Receipt receipt =
        receipts.issue(locked.tenant(), locked.domain(), reason, id, run(locked, reason));
    return written(receipt, What.VOICES_ERASED, List.of(id));
  }

  /**
   * Erases a locked speaker's voice, or all of them, once more in a database that had forgotten it:
   * its receipt was issued before.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void eraseAgain(Speaker locked, ErasureReason reason) {
    Map<String, Long> _ = run(locked, reason);
  }

  /** The same for the voices of many locked speakers. */
  @Transactional(Transactional.TxType.MANDATORY)
  void eraseAllAgain(
      TenantId tenant, DomainId domain, List<GeneratedSpeakerId> locked, ErasureReason reason) {
    Map<String, Long> _ = each(step -> step.eraseAll(tenant, domain, locked, reason));
    tombstones.insertAll(tenant, domain, locked, reason, clock.instant());
  }

  private Map<String, Long> run(Speaker locked, ErasureReason reason) {
    Map<String, Long> erased = each(step -> step.erase(locked, reason));
    tombstones.insert(locked, reason, clock.instant());
    return erased;
  }

  private Map<String, Long> each(ToIntFunction<ErasureStep> erasure) {
    Map<String, Long> erased = new TreeMap<>();
    steps.forEach(step -> erased.merge(step.what(), (long) erasure.applyAsInt(step), Long::sum));
    return erased;
  }

  /**
   * Erases the voices of many locked speakers at once; their entries stay. Nobody changes nothing.
   *
   * @param job the job that does it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void eraseAll(
      TenantId tenant,
      DomainId domain,
      List<GeneratedSpeakerId> locked,
      ErasureReason reason,
      String job) {
    if (locked.isEmpty()) {
      return;
    }
    Map<String, Long> erased = each(step -> step.eraseAll(tenant, domain, locked, reason));
    tombstones.insertAll(tenant, domain, locked, reason, clock.instant());
    Receipt receipt = receipts.issue(tenant, domain, reason, job, erased);
    Receipt _ =
        written(
            receipt, What.VOICES_ERASED, locked.stream().map(GeneratedSpeakerId::value).toList());
    audit.record(
        new AuditEntry(
            tenant,
            "speakers.erased",
            domain,
            job,
            "rule=" + reason + " speakers=" + locked.size() + " receiptId=" + receipt.id()));
  }

  /**
   * Leaves the tombstone and the receipt of a fraudster whose rows are deleted in this transaction.
   *
   * @param voiceprints how many of them were deleted
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Receipt fraudsterDeleted(
      TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster, int voiceprints) {
    tombstones.insert(tenant, domain, fraudster, clock.instant());
    Receipt receipt =
        receipts.issue(
            tenant,
            domain,
            ErasureReason.DELETION,
            fraudster.value(),
            Map.of("fraudsters", 1L, "voiceprints", (long) voiceprints));
    return written(receipt, What.FRAUDSTER_DELETED, List.of(fraudster.value()));
  }

  /**
   * Leaves the tombstone, the receipt and the trail of a person's recordings that are erased in
   * this transaction, while the person stays.
   *
   * @param recordings how many of them were erased; none leaves nothing
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void recordingsErased(Speaker locked, ErasureReason reason, int recordings) {
    if (recordings == 0) {
      return;
    }
    tombstones.insertRecordings(locked, reason, clock.instant());
    Receipt receipt =
        receipts.issue(
            locked.tenant(),
            locked.domain(),
            reason,
            locked.id().value(),
            Map.of("keptRecordings", (long) recordings));
    Receipt _ = written(receipt, What.RECORDINGS_ERASED, List.of(locked.id().value()));
    audit.record(
        new AuditEntry(
            locked.tenant(),
            "recordings.erased",
            locked.domain(),
            locked.id().value(),
            "rule=" + reason + " receiptId=" + receipt.id()));
  }

  /**
   * Leaves the receipt and the trail of what a job erased in this transaction because its time was
   * over, or is no longer asked for.
   *
   * @param erased how many of what; nothing leaves nothing
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void endedByTime(
      TenantId tenant,
      DomainId domain,
      ErasureReason reason,
      String job,
      Map<String, Long> erased) {
    if (erased.values().stream().allMatch(count -> count == 0)) {
      return;
    }
    Receipt receipt = receipts.issue(tenant, domain, reason, job, erased);
    audit.record(
        new AuditEntry(
            tenant, "data.ended", domain, job, "rule=" + reason + " receiptId=" + receipt.id()));
  }
}
