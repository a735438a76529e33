package io.voxward.consent;

import io.quarkus.arc.All;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.store.TombstoneRepository;
import io.voxward.domain.Domains;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Erases people: everything that any feature keeps of them, in one transaction. */
@ApplicationScoped
public class Erasures {
  private final Domains domains;
  private final Speakers speakers;
  private final List<ErasureStep> steps;
  private final TombstoneRepository tombstones;
  private final Clock clock;

  /** Erases by {@code steps} and leaves a tombstone, so that a restored backup erases again. */
  public Erasures(
      Domains domains,
      Speakers speakers,
      @All List<ErasureStep> steps,
      TombstoneRepository tombstones,
      Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.steps = steps;
    this.tombstones = tombstones;
    this.clock = clock;
  }

  /**
   * Deletes a speaker with everything kept of them.
   *
   * @throws FailureException if there is no such active domain or no such speaker in it
   */
  @Transactional
  public void deleteSpeaker(TenantId tenant, DomainId domain, SpeakerRef ref) {
    domains.requireActive(tenant, domain);
    Speaker speaker = speakers.lock(speakers.require(tenant, domain, ref));
    erase(speaker, ErasureReason.DELETION);
    speakers.remove(speaker);
  }

  /** Erases the voice of a locked speaker; the entry itself stays. */
  @Transactional(Transactional.TxType.MANDATORY)
  void erase(Speaker locked, ErasureReason reason) {
    steps.forEach(step -> step.erase(locked, reason));
    tombstones.insert(locked, reason, clock.instant());
  }

  /** Leaves the tombstone of a fraudster whose rows are deleted in this transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void fraudsterDeleted(TenantId tenant, DomainId domain, GeneratedFraudsterId fraudster) {
    tombstones.insert(tenant, domain, fraudster, clock.instant());
  }
}
