package io.voxward.enrollment;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
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
import io.voxward.outbox.ServiceEvent.About;
import io.voxward.outbox.SessionSpeakerEnrollmentAction;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionEvents;
import io.voxward.speaker.EnrolledFrom;
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
    outbox.publish(requested(session, About.success(session.tenant(), session.domain())));
    audit.record(
        AuditEntry.in(
            session.tenant(),
            session.domain(),
            "session.enrollment-requested",
            session.id().value()));
  }

  private static SessionSpeakerEnrollmentAction requested(LiveSession session, About about) {
    return new SessionSpeakerEnrollmentAction(
        about, session.id(), session.name(), SessionEvents.attributes(session));
  }

  /** Tells that a request was refused. */
  @Transactional
  void refused(LiveSession session, Failure failure) {
    outbox.publish(requested(session, About.failure(session.tenant(), session.domain(), failure)));
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

  /**
   * Writes that a request came to nothing.
   *
   * @param failed the progress, with the reasons
   */
  @Transactional
  void fail(LiveSession session, EnrollmentProgress failed, Failure failure) {
    rows.update(place(session), failed, clock.instant());
    speakers.tellEnrollmentFailed(
        session.tenant(), session.domain(), failed.speaker().speaker(), from(session), failure);
  }

  private static EnrolledFrom from(LiveSession session) {
    return EnrolledFrom.session(session.id(), SessionEvents.attributes(session));
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
    keep(speaker, voice, VoiceprintSource.SESSION, from(session));
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
    return keep(speaker, voice, VoiceprintSource.UPLOAD, EnrolledFrom.UPLOAD);
  }

  private Speaker keep(
      Speaker speaker, VoiceMaker.Made.Voice voice, VoiceprintSource source, EnrolledFrom from) {
    Speaker enrolled = speakers.recordEnrollment(speaker, from);
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
