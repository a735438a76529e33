package io.voxward.consent;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.journal.ErasureEntry;
import io.voxward.consent.journal.JournalPlace;
import io.voxward.consent.store.JournalRepository;
import io.voxward.consent.store.ReceiptRepository;
import io.voxward.consent.store.TombstoneRepository;
import io.voxward.domain.DomainStatus;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does erasures again in a database that has forgotten them, because it was restored from a backup
 * of before. Whoever is gone already stays gone, so doing it twice changes nothing; receipts come
 * back as they were issued.
 */
@ApplicationScoped
public class ErasureReplay {
  private final Erasures erasures;
  private final Speakers speakers;
  private final Domains domains;
  private final Consents consents;
  private final List<ConsentStep> consentSteps;
  private final List<FraudsterErasure> fraudsters;
  private final TombstoneRepository tombstones;
  private final ReceiptRepository receipts;
  private final JournalRepository rows;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Erases by {@code erasures}. */
  public ErasureReplay(
      Erasures erasures,
      Speakers speakers,
      Domains domains,
      Consents consents,
      @All List<ConsentStep> consentSteps,
      @All List<FraudsterErasure> fraudsters,
      TombstoneRepository tombstones,
      ReceiptRepository receipts,
      JournalRepository rows,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.erasures = erasures;
    this.speakers = speakers;
    this.domains = domains;
    this.consents = consents;
    this.consentSteps = consentSteps;
    this.fraudsters = fraudsters;
    this.tombstones = tombstones;
    this.receipts = receipts;
    this.rows = rows;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Does some entries again, in one transaction; one that another node has done meanwhile is left
   * out.
   *
   * @return how many were done
   */
  @Transactional
  public int again(Map<JournalPlace, ErasureEntry> entries) {
    rows.lockReplay();
    Map<TenantId, Integer> done = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    entries.forEach((place, entry) -> {
      if (rows.note(place.journal(), place.sequence(), clock.instant())) {
        erase(entry);
        done.merge(entry.tenant(), 1, Integer::sum);
        meters.counter("voxward.erasures.replayed", "what", entry.what().name()).increment();
      }
    });
    done.forEach((tenant, count) ->
        audit.record(new AuditEntry(tenant, "erasures.replayed", null, null, "entries=" + count)));
    return done.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void erase(ErasureEntry entry) {
    switch (entry.what()) {
      case SPEAKERS_DELETED -> ids(entry).forEach(id -> deleteSpeaker(entry, id));
      case VOICES_ERASED -> eraseVoices(entry);
      case RECORDINGS_ERASED -> ids(entry).forEach(id -> eraseRecordings(entry, id));
      case FRAUDSTER_DELETED -> entry.subjects().forEach(id -> deleteFraudster(entry, id));
      case DOMAIN_SUSPENDED ->
          domains.changeAgain(entry.tenant(), entry.domain(), DomainStatus.SUSPENDED, entry.at());
      case DOMAIN_RESTORED ->
          domains.changeAgain(entry.tenant(), entry.domain(), DomainStatus.ACTIVE, entry.at());
      case DOMAIN_SECRETS_DESTROYED, DOMAIN_PURGED ->
          domains.destroySecretsAgain(entry.tenant(), entry.domain(), entry.at());
    }
    Receipt receipt = entry.receipt();
    if (receipt != null) {
      receipts.insertIfGone(receipt);
    }
  }

  private static List<GeneratedSpeakerId> ids(ErasureEntry entry) {
    return entry.subjects().stream().map(GeneratedSpeakerId::new).toList();
  }

  private void deleteSpeaker(ErasureEntry entry, GeneratedSpeakerId id) {
    speakers
        .find(entry.tenant(), entry.domain(), new SpeakerRef.Generated(id))
        .map(speakers::lock)
        .ifPresent(locked -> {
          erasures.eraseAgain(locked, entry.reason());
          speakers.remove(locked);
        });
  }

  private void eraseVoices(ErasureEntry entry) {
    if (entry.reason() == ErasureReason.OPT_OUT) {
      ids(entry).forEach(id -> optOut(entry, id));
    } else {
      List<GeneratedSpeakerId> known = speakers.lockAll(entry.tenant(), entry.domain(), ids(entry));
      if (!known.isEmpty()) {
        erasures.eraseAllAgain(entry.tenant(), entry.domain(), known, entry.reason());
        speakers.markExpired(entry.tenant(), entry.domain(), known);
      }
    }
  }

  private void optOut(ErasureEntry entry, GeneratedSpeakerId id) {
    speakers
        .find(entry.tenant(), entry.domain(), new SpeakerRef.Generated(id))
        .map(speakers::lock)
        .filter(locked -> locked.status() != SpeakerStatus.OPTED_OUT)
        .ifPresent(locked -> {
          consents.endAll(locked);
          erasures.eraseAgain(locked, entry.reason());
          Speaker _ = speakers.markOptedOut(locked);
        });
  }

  private void eraseRecordings(ErasureEntry entry, GeneratedSpeakerId id) {
    speakers
        .find(entry.tenant(), entry.domain(), new SpeakerRef.Generated(id))
        .map(speakers::lock)
        .ifPresent(
            locked -> consentSteps.forEach(step -> step.withdrawn(locked, ConsentKind.TUNING)));
  }

  private void deleteFraudster(ErasureEntry entry, String id) {
    GeneratedFraudsterId fraudster = new GeneratedFraudsterId(id);
    fraudsters.forEach(one -> one.deleteAgain(entry.tenant(), entry.domain(), fraudster));
    tombstones.insert(entry.tenant(), entry.domain(), fraudster, clock.instant());
  }
}
