package io.voxward.wire.rest;

import io.voxward.common.WatchlistId;
import io.voxward.engine.quality.SeveralVoices;
import io.voxward.enrollment.batch.BatchFiles;
import io.voxward.enrollment.batch.BatchJob;
import io.voxward.enrollment.batch.EnrollmentPlan;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.enrollment.batch.RegistrationPlan;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is shown.
 *
 * @param failure why the whole failed; absent otherwise
 * @param timeToLiveHours how long its results live after its end
 * @param retention {@code none} where it was asked to keep nothing of the audio
 * @param audioDeletedAt when the last of what was uploaded for it was removed; absent before, and
 *     where nothing was uploaded
 * @param resultsUntil when its results are gone; absent while it has not ended
 */
public record JobBody(
    String jobId,
    String kind,
    @Nullable String name,
    String status,
    Progress progress,
    @Nullable Failed failure,
    String input,
    JobRequest.@Nullable Output output,
    @Nullable String dataAccessRoleArn,
    JobRequest.@Nullable Enrollment enrollment,
    JobRequest.@Nullable Registration registration,
    int timeToLiveHours,
    @Nullable String retention,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt,
    @Nullable Instant audioDeletedAt,
    @Nullable Instant resultsUntil) {

  /** How far it is; {@code total} is 0 until the manifest was read. */
  public record Progress(int percentComplete, long total, long done, long failed) {}

  /** Why the whole failed. */
  public record Failed(int code, String message) {}

  /** Shows {@code batch}. */
  public static JobBody of(BatchJob batch) {
    Job job = batch.job();
    BatchFiles files = batch.files();
    JobProgress progress = job.progress();
    JobFailure failure = job.failure();
    return new JobBody(
        job.id().value(),
        job.kind(),
        job.name(),
        job.status().name(),
        new Progress(
            progress.percentComplete(job.status()),
            progress.total(),
            progress.done(),
            progress.failed()),
        failure == null ? null : new Failed(failure.code(), failure.message()),
        files.input(),
        files.output() == null ? null : new JobRequest.Output(files.output(), files.outputKey()),
        files.dataAccessRole(),
        batch.plan() instanceof EnrollmentPlan plan ? shown(plan) : null,
        batch.plan() instanceof RegistrationPlan plan ? shown(plan) : null,
        batch.keeping().timeToLiveHours(),
        batch.keeping().nothing() ? RetentionWord.NONE : null,
        job.createdAt(),
        job.updatedAt(),
        job.endedAt(),
        batch.audioDeletedAt(),
        batch.resultsUntil());
  }

  private static JobRequest.@Nullable Enrollment shown(EnrollmentPlan plan) {
    FraudCheck check = plan.fraudCheck();
    return plan.equals(EnrollmentPlan.DEFAULT)
        ? null
        : new JobRequest.Enrollment(
            word(plan.existing()),
            check == null
                ? null
                : new JobRequest.FraudDetection(
                    word(check.action()), check.riskThreshold(), id(check.watchlist())),
            shown(plan.voices()),
            plan.profile() == null ? null : plan.profile().toString());
  }

  private static JobRequest.@Nullable SpeakerDiarization shown(@Nullable SeveralVoices voices) {
    return voices == null
        ? null
        : new JobRequest.SpeakerDiarization(voices.least(), voices.most(), SpeakersQuery.LONGEST);
  }

  private static JobRequest.@Nullable Registration shown(RegistrationPlan plan) {
    return plan.equals(RegistrationPlan.DEFAULT)
        ? null
        : new JobRequest.Registration(
            word(plan.duplicates()), plan.similarityThreshold(), id(plan.watchlist()));
  }

  private static @Nullable String word(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable String id(@Nullable WatchlistId list) {
    return list == null ? null : list.value();
  }

  /** The id only: name and places may be personal. */
  @Override
  public String toString() {
    return "JobBody[" + jobId + "]";
  }
}
