package io.voxward.enrollment.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.voxward.common.WatchlistId;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.job.Job;
import io.voxward.profile.ProfileRef;
import org.jspecify.annotations.Nullable;

/** A batch job's files and plan as the text that is kept with the job. */
final class BatchSettings {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private static final ObjectReader READER = JSON.readerFor(Kept.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Kept.class);

  private BatchSettings() {}

  private record Kept(
      String input,
      @Nullable String output,
      @Nullable String outputKey,
      @Nullable String role,
      EnrollmentPlan.@Nullable Existing existing,
      @Nullable Boolean fraudCheck,
      EnrollmentPlan.@Nullable FraudAction fraudAction,
      @Nullable Integer riskThreshold,
      RegistrationPlan.@Nullable Duplicates duplicates,
      @Nullable Integer similarityThreshold,
      @Nullable String watchlist,
      @Nullable Integer timeToLiveHours,
      @Nullable Boolean keepNothing,
      @Nullable Integer leastVoices,
      @Nullable Integer mostVoices,
      @Nullable String profile) {}

  /** Writes them. */
  static String text(BatchFiles files, BatchPlan plan, BatchKeeping keeping) {
    FraudCheck check = plan instanceof EnrollmentPlan enrollment ? enrollment.fraudCheck() : null;
    RegistrationPlan registration = plan instanceof RegistrationPlan given ? given : null;
    SeveralVoices voices = plan instanceof EnrollmentPlan enrollment ? enrollment.voices() : null;
    ProfileRef profile = plan instanceof EnrollmentPlan enrollment ? enrollment.profile() : null;
    WatchlistId list = watchlist(plan);
    Kept kept =
        new Kept(
            files.input(),
            files.output(),
            files.outputKey(),
            files.dataAccessRole(),
            plan instanceof EnrollmentPlan enrollment ? enrollment.existing() : null,
            check == null ? null : true,
            check == null ? null : check.action(),
            check == null ? null : check.riskThreshold(),
            registration == null ? null : registration.duplicates(),
            registration == null ? null : registration.similarityThreshold(),
            list == null ? null : list.value(),
            keeping.given(),
            keeping.nothing() ? true : null,
            voices == null ? null : voices.least(),
            voices == null ? null : voices.most(),
            profile == null ? null : profile.toString());
    try {
      return WRITER.writeValueAsString(kept);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /** The watchlist that a plan names. */
  static @Nullable WatchlistId watchlist(BatchPlan plan) {
    return switch (plan) {
      case EnrollmentPlan enrollment ->
          enrollment.fraudCheck() == null ? null : enrollment.fraudCheck().watchlist();
      case RegistrationPlan registration -> registration.watchlist();
    };
  }

  private static @Nullable SeveralVoices voices(Kept kept) {
    Integer least = kept.leastVoices();
    Integer most = kept.mostVoices();
    return least == null || most == null ? null : new SeveralVoices(least, most);
  }

  /** Reads what {@link #text} wrote. */
  static BatchJob read(Job job) {
    Kept kept;
    try {
      kept = READER.readValue(job.configuration());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the configuration of job " + job.id() + " is broken", e);
    }
    WatchlistId list = kept.watchlist() == null ? null : new WatchlistId(kept.watchlist());
    BatchPlan plan =
        switch (BatchKind.valueOf(job.kind())) {
          case SPEAKER_ENROLLMENT ->
              new EnrollmentPlan(
                  kept.existing(),
                  kept.fraudCheck() == null
                      ? null
                      : new FraudCheck(kept.fraudAction(), kept.riskThreshold(), list),
                  voices(kept),
                  kept.profile() == null ? null : ProfileRef.parse("profile", kept.profile()));
          case FRAUDSTER_REGISTRATION ->
              new RegistrationPlan(kept.duplicates(), kept.similarityThreshold(), list);
        };
    return new BatchJob(
        job,
        new BatchFiles(kept.input(), kept.output(), kept.outputKey(), kept.role()),
        plan,
        new BatchKeeping(kept.timeToLiveHours(), kept.keepNothing() != null));
  }
}
