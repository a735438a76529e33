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
import io.voxward.consent.ConsentRecord;
import io.voxward.consent.Consents;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
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
import java.util.List;
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
  private final Domains domains;
  private final EnrollmentAudio sounds;
  private final Consents consents;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;

  /** Writes to {@code rows} and {@code voiceprints}. */
  public EnrollmentRecords(
      EnrollmentRequestRepository rows,
      Speakers speakers,
      Voiceprints voiceprints,
      Domains domains,
      EnrollmentAudio sounds,
      Consents consents,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.domains = domains;
    this.sounds = sounds;
    this.consents = consents;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Writes the request down, with the consent that came with it.
   *
   * @throws FailureException of kind {@code SPEAKER_OPTED_OUT} or {@code CONSENT_REQUIRED}
   */
  @Transactional
  void begin(LiveSession session, EnrollmentProgress begun, @Nullable ConsentDraft consent) {
    Speaker speaker = speakers.require(session.tenant(), session.domain(), ref(begun));
    requireNotOptedOut(speaker);
    String consentId =
        consent == null ? null : consents.record(speaker, ConsentKind.ENROLLMENT, consent).id();
    Domain domain = domains.get(session.tenant(), session.domain());
    requireConsent(domain, speaker);
    double writtenSeconds =
        session.tuning().tuned().withoutInline().enrollmentSpeechSeconds(domain.settings());
    rows.insert(place(session), begun, writtenSeconds, consentId, clock.instant());
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
   * Refuses a speaker of whom no consent stands, where the domain asks for one. Asked before
   * anything takes long, and again when the voiceprint is kept, with the speaker locked.
   *
   * @param known the speaker; absent where the domain does not know them yet
   * @throws FailureException of kind {@code CONSENT_REQUIRED}
   */
  @Transactional
  public void requireConsent(Domain domain, @Nullable Speaker known) {
    if (domain.settings().consentRequired()
        && (known == null || !consents.stands(known, ConsentKind.ENROLLMENT))) {
      throw Consents.required(ConsentKind.ENROLLMENT);
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
   * @return the progress with what was kept
   * @throws FailureException if the speaker opted out or was deleted meanwhile
   */
  @Transactional
  EnrollmentProgress complete(
      LiveSession session,
      EnrollmentProgress done,
      VoiceMaker.Made.Voice voice,
      List<PcmAudio> heard) {
    Speaker speaker = speakers.require(session.tenant(), session.domain(), ref(done));
    Kept kept =
        keep(
            speaker,
            voice,
            VoiceprintSource.SESSION,
            from(session),
            new Sound(done.retention(), heard));
    EnrollmentProgress complete = done.with(kept.retention());
    rows.update(place(session), complete, clock.instant());
    return complete;
  }

  /**
   * What a voiceprint was made of.
   *
   * @param retention what is to be kept of it, if the domain still keeps it
   */
  public record Sound(Retention retention, List<PcmAudio> recordings) {
    /** Nothing to keep. */
    public static final Sound NONE = new Sound(Retention.NONE, List.of());

    /** Keeps an unmodifiable copy. */
    public Sound {
      recordings = List.copyOf(recordings);
    }
  }

  /** Who was enrolled, and what was kept of the audio. */
  record Kept(Speaker speaker, Retention retention) {}

  /** Keeps a voiceprint made from recordings, with the consent that came with it. */
  @Transactional
  Kept keepUpload(
      TenantId tenant,
      DomainId domain,
      SpeakerRef ref,
      VoiceMaker.Made.Voice voice,
      Sound sound,
      @Nullable ConsentDraft consent) {
    Speaker speaker = speakers.ensure(tenant, domain, ref);
    if (consent != null) {
      ConsentRecord _ = consents.record(speaker, ConsentKind.ENROLLMENT, consent);
    }
    return keep(speaker, voice, VoiceprintSource.UPLOAD, EnrolledFrom.UPLOAD, sound);
  }

  /**
   * Keeps a voiceprint made by a batch job, in the caller's transaction. The speaker is locked
   * first: an opt-out or an enrolment in between is seen.
   *
   * @param overwrite whether a voiceprint that there is already is replaced
   * @throws FailureException of kind {@code SPEAKER_OPTED_OUT} or {@code CONSENT_REQUIRED}
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public BatchEnrolled keepBatch(
      TenantId tenant,
      DomainId domain,
      CustomerSpeakerId customer,
      VoiceMaker.Made.Voice voice,
      Sound sound,
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
        keep(speaker, voice, VoiceprintSource.BATCH, EnrolledFrom.job(jobId), sound).speaker(),
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

  private Kept keep(
      Speaker speaker,
      VoiceMaker.Made.Voice voice,
      VoiceprintSource source,
      EnrolledFrom from,
      Sound sound) {
    Domain domain = domains.get(speaker.tenant(), speaker.domain());
    Speaker enrolled = speakers.recordEnrollment(speaker, from);
    requireConsent(domain, enrolled);
    VoiceMaker.Quality quality = voice.quality();
    voiceprints.replace(
        enrolled,
        voice.embedding(),
        voice.speech(),
        new VoiceprintFigures(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()),
        source);
    return new Kept(
        enrolled, sounds.replace(domain, enrolled, sound.retention(), sound.recordings()));
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
