package io.voxward.enrollment.batch;

import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.enrollment.EnrollmentConfig;
import io.voxward.enrollment.VoiceMaker;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.job.Job;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind;
import io.voxward.outbox.FraudsterAction.RegistrationStatus;
import io.voxward.voiceprint.VoiceprintFigures;
import io.voxward.voiceprint.VoiceprintSource;
import io.voxward.watchlist.FraudsterAdmissions;
import io.voxward.watchlist.FraudsterAdmissions.Admitted;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateAction;
import io.voxward.watchlist.FraudsterAdmissions.DuplicateRule;
import io.voxward.watchlist.NewVoice;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Registers the fraudsters of a manifest. */
@ApplicationScoped
public class FraudsterRegistrationKind implements JobKind {
  private final Domains domains;
  private final Watchlists watchlists;
  private final ManifestFiles manifests;
  private final BatchVoices voices;
  private final FraudsterAdmissions admissions;
  private final EnrollmentConfig config;
  private final BatchEvents events;
  private final BatchLimits limits;

  /** Makes voices by {@code voices} and has them admitted by {@code admissions}. */
  public FraudsterRegistrationKind(
      Domains domains,
      Watchlists watchlists,
      ManifestFiles manifests,
      BatchVoices voices,
      FraudsterAdmissions admissions,
      EnrollmentConfig config,
      BatchEvents events,
      BatchLimits limits) {
    this.domains = domains;
    this.watchlists = watchlists;
    this.manifests = manifests;
    this.voices = voices;
    this.admissions = admissions;
    this.config = config;
    this.events = events;
    this.limits = limits;
  }

  @Override
  public String name() {
    return BatchKind.FRAUDSTER_REGISTRATION.name();
  }

  @Override
  public Expansion expand(Job job) {
    return manifests.read(job, limits.entries(job.tenant(), BatchKind.FRAUDSTER_REGISTRATION));
  }

  @Override
  public Prepared prepare(Job job, JobItem item) {
    Domain domain = domains.requireActive(job.tenant(), job.domain());
    BatchJob batch = BatchSettings.read(job);
    RegistrationPlan plan = (RegistrationPlan) batch.plan();
    WatchlistId list = watchlists.requireOrDefault(domain, plan.watchlist());
    Entry entry = Entry.read(item.input());
    return voices.make(
        batch,
        entry,
        config.fraudsterSpeechSeconds(),
        SeveralVoices.ONE,
        (voice, _) -> new Prepared.Effect(() -> admit(job, plan, list, entry, voice)));
  }

  private ItemResult admit(
      Job job, RegistrationPlan plan, WatchlistId list, Entry entry, Made.Voice voice) {
    Admitted admitted =
        admissions.admit(
            job.tenant(), job.domain(), Set.of(list), newVoice(job, voice), rule(plan));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("RequestId", Objects.requireNonNull(entry.requestId()));
    members.put("GeneratedFraudsterId", admitted.fraudster().id().value());
    switch (admitted) {
      case Admitted.Registered _ ->
          members.put("RegistrationStatus", RegistrationStatus.NEW_REGISTRATION.name());
      case Admitted.Known known -> {
        members.put("RegistrationStatus", RegistrationStatus.DUPLICATE_SKIPPED.name());
        members.put("FraudsterSimilarityScore", known.similarity().value());
      }
    }
    return new ItemResult.Done(ManifestWriter.success(members));
  }

  private static NewVoice newVoice(Job job, Made.Voice voice) {
    VoiceMaker.Quality quality = voice.quality();
    return new NewVoice(
        voice.embedding(),
        voice.speech(),
        new VoiceprintFigures(quality.snrDb(), quality.clippingShare(), quality.bandwidthHz()),
        VoiceprintSource.BATCH,
        job.id().value());
  }

  private static DuplicateRule rule(RegistrationPlan plan) {
    Integer threshold = plan.similarityThreshold();
    return new DuplicateRule(
        plan.duplicates() == RegistrationPlan.Duplicates.REGISTER_AS_NEW
            ? DuplicateAction.REGISTER_AS_NEW
            : DuplicateAction.SKIP,
        threshold == null ? DuplicateRule.DEFAULT.threshold() : new DisplayScore(threshold));
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
