package io.voxward.enrollment.batch;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.SpeakerRef;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.quality.SpokenVoice;
import io.voxward.enrollment.BatchEnrolled;
import io.voxward.enrollment.EnrollmentAudio;
import io.voxward.enrollment.EnrollmentRecords;
import io.voxward.enrollment.EnrollmentRecords.Sound;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Enrols the speakers of a manifest. */
@ApplicationScoped
public class SpeakerEnrollmentKind implements JobKind {
  private final Domains domains;
  private final Profiles profiles;
  private final Speakers speakers;
  private final ManifestFiles manifests;
  private final BatchVoices voices;
  private final FraudGate fraud;
  private final EnrollmentRecords records;
  private final BatchEvents events;
  private final BatchLimits limits;

  /** Makes voices by {@code voices} and keeps them in {@code records}. */
  public SpeakerEnrollmentKind(
      Domains domains,
      Profiles profiles,
      Speakers speakers,
      ManifestFiles manifests,
      BatchVoices voices,
      FraudGate fraud,
      EnrollmentRecords records,
      BatchEvents events,
      BatchLimits limits) {
    this.domains = domains;
    this.profiles = profiles;
    this.speakers = speakers;
    this.manifests = manifests;
    this.voices = voices;
    this.fraud = fraud;
    this.records = records;
    this.events = events;
    this.limits = limits;
  }

  @Override
  public String name() {
    return BatchKind.SPEAKER_ENROLLMENT.name();
  }

  @Override
  public Expansion expand(Job job) {
    return manifests.read(job, limits.entries(job.tenant(), BatchKind.SPEAKER_ENROLLMENT));
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    Domain domain = domains.requireActive(job.tenant(), job.domain());
    BatchJob batch = BatchSettings.read(job);
    EnrollmentPlan plan = (EnrollmentPlan) batch.plan();
    Entry entry = Entry.read(item.input());
    CustomerSpeakerId customer =
        new CustomerSpeakerId(
            Objects.requireNonNull(entry.speakerId(), "checked when it was split"));
    Optional<Speaker> known =
        speakers.find(job.tenant(), job.domain(), new SpeakerRef.Customer(customer));
    known.ifPresent(EnrollmentRecords::requireNotOptedOut);
    boolean enrolled = known.filter(it -> it.status() == SpeakerStatus.ENROLLED).isPresent();
    if (enrolled && !plan.overwrites()) {
      return new Prepared.Effect(
          () -> done(entry, records.skipEnrolled(known.orElseThrow(), job.id().value()), null));
    }
    records.requireConsent(domain, known.orElse(null));
    return voices.make(
        batch,
        entry,
        tuned(domain, plan).enrollmentSpeechSeconds(domain.settings()),
        plan.allowed(),
        (voice, heard) ->
            checked(
                job,
                plan,
                entry,
                customer,
                voice,
                new Sound(EnrollmentAudio.planned(domain, batch.keeping().nothing()), heard)));
  }

  private Prepared checked(
      Job job,
      EnrollmentPlan plan,
      Entry entry,
      CustomerSpeakerId customer,
      Made.Voice voice,
      Sound sound) {
    FraudCheck check = plan.fraudCheck();
    if (check != null && check.fails() && fraud.isKnown(job, check, voice)) {
      return new Prepared.Refused(
          new JobFailure(
              JobFailure.BAD_REQUEST, "the fraud check failed: the voice is a known fraudster's"));
    }
    return new Prepared.Effect(
        () -> done(entry, keep(job, plan, customer, voice, sound), voice.voices()));
  }

  private BatchEnrolled keep(
      Job job, EnrollmentPlan plan, CustomerSpeakerId customer, Made.Voice voice, Sound sound) {
    Domain _ = domains.requireActive(job.tenant(), job.domain());
    return records.keepBatch(
        job.tenant(), job.domain(), customer, voice, sound, plan.overwrites(), job.id().value());
  }

  /** What the job's profile says; the entry fails if the profile is gone. */
  private Tuned tuned(Domain domain, EnrollmentPlan plan) {
    ProfileRef profile = plan.profile();
    return profile == null
        ? Tuned.NONE
        : new Tuned(Tuning.NONE, profiles.get(domain.tenant(), domain.id(), profile));
  }

  private static ItemResult done(
      Entry entry, BatchEnrolled enrolled, @Nullable List<SpokenVoice> voices) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("RequestId", Objects.requireNonNull(entry.requestId()));
    members.put("GeneratedSpeakerId", enrolled.speaker().id().value());
    members.put("CustomerSpeakerId", Objects.requireNonNull(entry.speakerId()));
    members.put("EnrollmentStatus", enrolled.status().name());
    if (voices != null) {
      members.put("Speakers", voices);
    }
    return new ItemResult.Done(ManifestWriter.success(members));
  }

  @Override
  public Finish finish(Job job, Iterable<JobItem> items) {
    return manifests.write(job, items);
  }

  @Override
  public Optional<String> explain(RuntimeException fault) {
    return manifests.explain(fault);
  }

  @Override
  public void ended(Job job) {
    events.ended(BatchSettings.read(job));
    manifests.release(job);
  }
}
