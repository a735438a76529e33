package io.voxward.enrollment.batch;

import io.voxward.enrollment.upload.Upload;
import io.voxward.job.Job;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch job as its starter sees it.
 *
 * @param plan as it was given: what was left out is left out here too
 * @param keeping how long its results live, and what it keeps of the audio
 * @param audioDeletedAt when the last of the audio that was uploaded for it was removed, after its
 *     key; absent before, and where nothing was uploaded
 */
public record BatchJob(
    Job job,
    BatchFiles files,
    BatchPlan plan,
    BatchKeeping keeping,
    @Nullable Instant audioDeletedAt) {
  /** A job as its own row tells of it. */
  BatchJob(Job job, BatchFiles files, BatchPlan plan, BatchKeeping keeping) {
    this(job, files, plan, keeping, null);
  }

  /** The same job, with what is known of its upload. */
  BatchJob with(@Nullable Upload upload) {
    return upload == null ? this : new BatchJob(job, files, plan, keeping, upload.erasedAt());
  }

  /** When its results are gone; absent while it has not ended. */
  public @Nullable Instant resultsUntil() {
    Instant ended = job.endedAt();
    return ended == null ? null : ended.plus(Duration.ofHours(keeping.timeToLiveHours()));
  }

  /** What it does. */
  public BatchKind kind() {
    return plan.kind();
  }
}
