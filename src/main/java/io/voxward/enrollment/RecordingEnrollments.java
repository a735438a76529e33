package io.voxward.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentDraft;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.engine.quality.SpokenVoice;
import io.voxward.enrollment.EnrollmentRecords.Kept;
import io.voxward.enrollment.EnrollmentRecords.Sound;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.profile.Tuned;
import io.voxward.session.Claim;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Enrolments from recordings sent with a request; the recordings are kept only where the domain
 * says so and the request does not say otherwise.
 */
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

  /**
   * What came of an enrolment, with what was measured.
   *
   * @param voices who spoke in the recordings; absent where only one voice was allowed
   */
  public record Enrolled(
      EnrollmentProgress progress,
      VoiceMaker.Quality quality,
      @Nullable List<SpokenVoice> voices) {}

  /**
   * What a request wants otherwise than the domain.
   *
   * @param allowed how many voices there may be in the recordings
   */
  public record Wishes(Tuned tuned, SeveralVoices allowed) {
    /** Nothing. */
    public static final Wishes NONE = new Wishes(Tuned.NONE, SeveralVoices.ONE);
  }

  /**
   * Refuses to go on where no enrolment can come of it, before the recording is read.
   *
   * @throws FailureException if the domain is missing or not active, the speaker opted out or is
   *     unknown by its generated id, or the consent that the domain asks for is missing
   */
  public void requireAllowed(
      TenantId tenant, DomainId domainId, SpeakerRef ref, @Nullable ConsentDraft consent) {
    Domain domain = domains.requireActive(tenant, domainId);
    Optional<Speaker> known =
        ref instanceof SpeakerRef.Generated
            ? Optional.of(speakers.require(tenant, domainId, ref))
            : speakers.find(tenant, domainId, ref);
    known.ifPresent(EnrollmentRecords::requireNotOptedOut);
    if (consent == null) {
      records.requireConsent(domain, known.orElse(null));
    }
  }

  /**
   * Enrols or re-enrols a speaker; a customer's id not seen before makes one.
   *
   * @param request how many voices there may be in the recordings, and what the request wants
   *     otherwise than the domain
   * @param keepNothing whether nothing of the audio is to be kept, whatever the domain keeps
   * @throws FailureException {@link Failure.UnusableAudio} with the guard's reasons and figures,
   *     and those of {@link #requireAllowed}
   */
  public Enrolled enroll(
      TenantId tenant,
      DomainId domainId,
      SpeakerRef ref,
      List<PcmAudio> recordings,
      Wishes request,
      boolean keepNothing,
      @Nullable ConsentDraft consent) {
    requireAllowed(tenant, domainId, ref, consent);
    Domain domain = domains.get(tenant, domainId);
    double needed = request.tuned().enrollmentSpeechSeconds(domain.settings());
    return switch (maker.make(recordings, needed, request.allowed())) {
      case Made.Voice voice -> {
        Sound sound =
            new Sound(EnrollmentAudio.planned(domain, keepNothing), voice.sound(recordings));
        Kept kept = records.keepUpload(tenant, domainId, ref, voice, sound, consent);
        count(EnrollmentStatus.COMPLETED);
        yield new Enrolled(
            new EnrollmentProgress(
                EnrollmentStatus.COMPLETED,
                voice.speech().seconds(),
                needed,
                new Claim(kept.speaker().id(), kept.speaker().customerId()),
                List.of(),
                kept.retention()),
            voice.quality(),
            voice.voices());
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
