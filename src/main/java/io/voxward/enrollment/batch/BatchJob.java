package io.voxward.enrollment.batch;

import io.voxward.job.Job;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch job as its starter sees it.
 *
 * @param plan as it was given: what was left out is left out here too
 * @param keeping how long its results live, and what it keeps of the audio
 */
public record BatchJob(Job job, BatchFiles files, BatchPlan plan, BatchKeeping keeping) {
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
