package io.voxward.voiceprint;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.ConsentStep;
import io.voxward.consent.Consents;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Erasures;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Recordings that people give for tuning: only where their domain takes them, only by a consent of
 * theirs that stands, and for a time that ends by itself. Nothing else is ever used for it.
 */
@ApplicationScoped
public class TuningRecordings implements ConsentStep {
  /** Recordings that one person may give. */
  static final int MOST = 20;

  private final Domains domains;
  private final Speakers speakers;
  private final Consents consents;
  private final KeptRecordings recordings;
  private final Erasures erasures;
  private final Audit audit;
  private final Clock clock;

  /** Keeps them among {@code recordings}. */
  public TuningRecordings(
      Domains domains,
      Speakers speakers,
      Consents consents,
      KeptRecordings recordings,
      Erasures erasures,
      Audit audit,
      Clock clock) {
    this.domains = domains;
    this.speakers = speakers;
    this.consents = consents;
    this.recordings = recordings;
    this.erasures = erasures;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Refuses to go on where nothing can be given, before a recording is read.
   *
   * @throws FailureException of kind {@code DATA_PROVISION_OFF}, {@code SPEAKER_OPTED_OUT} or
   *     {@code CONSENT_REQUIRED}
   */
  @Transactional
  public void requireAllowed(TenantId tenant, DomainId id, SpeakerRef ref) {
    Domain domain = domains.requireActive(tenant, id);
    if (domain.settings().data().tuningDays() == 0) {
      throw FailureException.conflict(
          Failure.ConflictKind.DATA_PROVISION_OFF,
          "this domain takes no recordings for tuning: its tuningDays are 0");
    }
    Speaker speaker =
        speakers.find(tenant, id, ref).orElseThrow(() -> Consents.required(ConsentKind.TUNING));
    requireConsent(speaker);
  }

  private void requireConsent(Speaker speaker) {
    if (speaker.status() == SpeakerStatus.OPTED_OUT) {
      throw FailureException.conflict(
          Failure.ConflictKind.SPEAKER_OPTED_OUT, "the speaker has opted out");
    }
    consents.require(speaker, ConsentKind.TUNING);
  }

  /**
   * Keeps a recording for tuning.
   *
   * @throws FailureException those of {@link #requireAllowed}, and {@link Failure.QuotaExceeded} if
   *     the person has given too many
   */
  @Transactional
  public KeptRecording give(TenantId tenant, DomainId id, SpeakerRef ref, PcmAudio sound) {
    requireAllowed(tenant, id, ref);
    Speaker speaker = speakers.lock(speakers.require(tenant, id, ref));
    requireConsent(speaker);
    if (recordings.list(speaker, RecordingPurpose.TUNING).size() >= MOST) {
      throw new FailureException(
          new Failure.QuotaExceeded("recordings of one speaker given for tuning", MOST));
    }
    int days = domains.get(tenant, id).settings().data().tuningDays();
    KeptRecording kept =
        recordings.keepForTuning(speaker, sound, clock.instant().plus(Duration.ofDays(days)));
    audit.record(
        new AuditEntry(
            tenant, "recording.given", id, speaker.id().value(), "recordingId=" + kept.id()));
    return kept;
  }

  /** What a person has given and is still kept. */
  @Transactional
  public List<KeptRecording> list(TenantId tenant, DomainId id, SpeakerRef ref) {
    Domain _ = domains.requireActive(tenant, id);
    return recordings.list(speakers.require(tenant, id, ref), RecordingPurpose.TUNING);
  }

  /**
   * Any recording of a person that is kept, with its sound; that it was heard is in the audit
   * trail.
   *
   * @throws FailureException {@link Failure.NotFound}, also once its time is over
   */
  @Transactional
  public KeptRecordings.Sounding hear(TenantId tenant, DomainId id, SpeakerRef ref, String which) {
    Domain _ = domains.requireActive(tenant, id);
    Speaker speaker = speakers.require(tenant, id, ref);
    KeptRecordings.Sounding found =
        recordings
            .find(speaker, which)
            .orElseThrow(() -> FailureException.notFound(Failure.Resource.RECORDING));
    audit.record(
        new AuditEntry(
            tenant, "recording.heard", id, speaker.id().value(), "recordingId=" + which));
    return found;
  }

  @Override
  public void withdrawn(Speaker locked, ConsentKind kind) {
    if (kind == ConsentKind.TUNING) {
      erasures.recordingsErased(
          locked,
          ErasureReason.CONSENT_WITHDRAWN,
          recordings.forget(locked, RecordingPurpose.TUNING));
    }
  }
}
