package io.voxward.enrollment;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.Consents;
import io.voxward.enrollment.store.EnrollmentRequestRepository;
import io.voxward.enrollment.store.EnrollmentRequestRepository.Place;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.session.LiveSession;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.voiceprint.Voiceprints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes enrolments down: the request, what came of it, and voiceprint and status of the speaker in
 * one transaction.
 */
@ApplicationScoped
public class EnrollmentRecords {
  private final EnrollmentRequestRepository rows;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final Consents consents;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;

  /** Writes to {@code rows} and {@code voiceprints}. */
  public EnrollmentRecords(
      EnrollmentRequestRepository rows,
      Speakers speakers,
      Voiceprints voiceprints,
      Consents consents,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.consents = consents;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /** Writes the request down, with the consent that came with it. */
  @Transactional
  void begin(LiveSession session, EnrollmentProgress begun, @Nullable ConsentDraft consent) {
    Speaker speaker = speakers.require(session.tenant(), session.domain(), ref(begun));
    requireNotOptedOut(speaker);
    String consentId =
        consent == null ? null : consents.record(speaker, ConsentKind.ENROLLMENT, consent);
    rows.insert(place(session), begun, consentId, clock.instant());
    outbox.publish(
        OutboxEvent.in(
            session.tenant(),
            session.domain(),
            session.id().value(),
            "session.enrollment-requested",
            Map.of("generatedSpeakerId", speaker.id().value())));
    audit.record(
        AuditEntry.in(
            session.tenant(),
            session.domain(),
            "session.enrollment-requested",
            session.id().value()));
  }

  /**
   * Refuses a speaker who opted out.
   *
   * @throws FailureException of kind {@code SPEAKER_OPTED_OUT}
   */
  static void requireNotOptedOut(Speaker speaker) {
    if (speaker.status() == SpeakerStatus.OPTED_OUT) {
      throw FailureException.conflict(
          ConflictKind.SPEAKER_OPTED_OUT, "the speaker has opted out and cannot be enrolled");
    }
  }

  /** Writes how a request goes on. */
  @Transactional
  void update(LiveSession session, EnrollmentProgress progress) {
    rows.update(place(session), progress, clock.instant());
  }

  /**
   * Keeps the voiceprint and completes the request.
   *
   * @throws FailureException if the speaker opted out or was deleted meanwhile
   */
  @Transactional
  void complete(LiveSession session, EnrollmentProgress done, VoiceMaker.Made.Voice voice) {
    Speaker speaker = speakers.require(session.tenant(), session.domain(), ref(done));
    rows.update(place(session), done, clock.instant());
    keep(speaker, voice, VoiceprintSource.SESSION);
  }

  /** Keeps a voiceprint made from recordings, with the consent that came with it. */
  @Transactional
  Speaker keepUpload(
      TenantId tenant,
      DomainId domain,
      SpeakerRef ref,
      VoiceMaker.Made.Voice voice,
      @Nullable ConsentDraft consent) {
    Speaker speaker = speakers.ensure(tenant, domain, ref);
    if (consent != null) {
      String _ = consents.record(speaker, ConsentKind.ENROLLMENT, consent);
    }
    return keep(speaker, voice, VoiceprintSource.UPLOAD);
  }

  private Speaker keep(Speaker speaker, VoiceMaker.Made.Voice voice, VoiceprintSource source) {
    Speaker enrolled = speakers.recordEnrollment(speaker);
    VoiceMaker.Quality quality = voice.quality();
    voiceprints.replace(
        enrolled,
        voice.embedding(),
        voice.speech(),
        new VoiceprintFigures(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()),
        source);
    return enrolled;
  }

  /** What is written about the enrolment of a session that is over. */
  @Transactional
  public Optional<EnrollmentProgress> of(TenantId tenant, DomainId domain, SessionId session) {
    return rows.find(new Place(tenant, domain, session));
  }

  private static SpeakerRef ref(EnrollmentProgress progress) {
    return new SpeakerRef.Generated(progress.speaker().speaker());
  }

  private static Place place(LiveSession session) {
    return new Place(session.tenant(), session.domain(), session.id());
  }
}
