package io.voxward.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.session.Claim;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enrolments from recordings sent with a request; the recordings are not kept. */
@ApplicationScoped
public class RecordingEnrollments {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Domains domains;
  private final Speakers speakers;
  private final EnrollmentRecords records;
  private final VoiceMaker maker;
  private final MeterRegistry meters;

  /** Makes voiceprints with {@code maker} and keeps them in {@code records}. */
  public RecordingEnrollments(
      Domains domains,
      Speakers speakers,
      EnrollmentRecords records,
      VoiceMaker maker,
      MeterRegistry meters) {
    this.domains = domains;
    this.speakers = speakers;
    this.records = records;
    this.maker = maker;
    this.meters = meters;
  }

  /** What came of an enrolment, with what was measured. */
  public record Enrolled(EnrollmentProgress progress, VoiceMaker.Quality quality) {}

  /**
   * Refuses to go on where no enrolment can come of it, before the recording is read.
   *
   * @throws FailureException if the domain is missing or not active, the speaker opted out or is
   *     unknown by its generated id, or the consent that the domain asks for is missing
   */
  public void requireAllowed(
      TenantId tenant, DomainId domainId, SpeakerRef ref, @Nullable ConsentDraft consent) {
    Domain domain = domains.requireActive(tenant, domainId);
    if (domain.settings().consentRequired() && consent == null) {
      throw FailureException.conflict(
          ConflictKind.CONSENT_REQUIRED, "this domain needs a consent record to enrol a speaker");
    }
    if (ref instanceof SpeakerRef.Generated) {
      EnrollmentRecords.requireNotOptedOut(speakers.require(tenant, domainId, ref));
    } else {
      speakers.find(tenant, domainId, ref).ifPresent(EnrollmentRecords::requireNotOptedOut);
    }
  }

  /**
   * Enrols or re-enrols a speaker; a customer's id not seen before makes one.
   *
   * @throws FailureException {@link Failure.UnusableAudio} with the guard's reasons and figures,
   *     and those of {@link #requireAllowed}
   */
  public Enrolled enroll(
      TenantId tenant,
      DomainId domainId,
      SpeakerRef ref,
      List<PcmAudio> recordings,
      @Nullable ConsentDraft consent) {
    requireAllowed(tenant, domainId, ref, consent);
    double needed = domains.get(tenant, domainId).settings().enrollmentSpeechSeconds();
    return switch (maker.make(recordings, needed)) {
      case Made.Voice voice -> {
        Speaker speaker = records.keepUpload(tenant, domainId, ref, voice, consent);
        count(EnrollmentStatus.COMPLETED);
        yield new Enrolled(
            new EnrollmentProgress(
                EnrollmentStatus.COMPLETED,
                voice.speech().seconds(),
                needed,
                new Claim(speaker.id(), speaker.customerId()),
                List.of()),
            voice.quality());
      }
      case Made.Refused refused -> {
        count(EnrollmentStatus.FAILED);
        throw new FailureException(new Failure.UnusableAudio(refused.reasons()));
      }
      case Made.Overloaded() ->
          throw new FailureException(new Failure.Overloaded("recognition", RETRY));
    };
  }

  private void count(EnrollmentStatus status) {
    meters.counter("voxward.enrollments", "source", "upload", "status", status.name()).increment();
  }
}
