package io.voxward.enrollment;

import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.CustomerSpeakerId;
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
import io.voxward.outbox.SpeakerAction;
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
  public static void requireNotOptedOut(Speaker speaker) {
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

  /**
   * Keeps a voiceprint made by a batch job, in the caller's transaction. The speaker is locked
   * first: an opt-out or an enrolment in between is seen.
   *
   * @param overwrite whether a voiceprint that there is already is replaced
   * @throws FailureException of kind {@code SPEAKER_OPTED_OUT}
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public BatchEnrolled keepBatch(
      TenantId tenant,
      DomainId domain,
      CustomerSpeakerId customer,
      VoiceMaker.Made.Voice voice,
      boolean overwrite,
      String jobId) {
    Speaker speaker =
        speakers.lock(speakers.ensure(tenant, domain, new SpeakerRef.Customer(customer)));
    requireNotOptedOut(speaker);
    boolean enrolled = speaker.status() == SpeakerStatus.ENROLLED;
    if (enrolled && !overwrite) {
      return skipped(speaker, jobId);
    }
    return new BatchEnrolled(
        keep(speaker, voice, VoiceprintSource.BATCH, EnrolledFrom.job(jobId)),
        enrolled
            ? SpeakerAction.EnrollmentStatus.ENROLLMENT_OVERWRITE
            : SpeakerAction.EnrollmentStatus.NEW_ENROLLMENT);
  }

  /**
   * Leaves the voiceprint of a speaker as it is, in the caller's transaction.
   *
   * @throws FailureException if they have opted out, were deleted or have none by now
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public BatchEnrolled skipEnrolled(Speaker known, String jobId) {
    Speaker speaker = speakers.lock(known);
    requireNotOptedOut(speaker);
    if (speaker.status() != SpeakerStatus.ENROLLED) {
      throw FailureException.conflict(
          ConflictKind.CONCURRENT_CHANGES, "the speaker was changed meanwhile");
    }
    return skipped(speaker, jobId);
  }

  private BatchEnrolled skipped(Speaker speaker, String jobId) {
    outbox.publish(
        new SpeakerAction(
            About.success(speaker.tenant(), speaker.domain()),
            SpeakerAction.Act.ENROLL_SPEAKER,
            speaker.id(),
            new SpeakerAction.Data(
                SpeakerAction.Source.BATCH_JOB,
                jobId,
                SpeakerAction.EnrollmentStatus.DUPLICATE_SKIPPED),
            null));
    return new BatchEnrolled(speaker, SpeakerAction.EnrollmentStatus.DUPLICATE_SKIPPED);
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
