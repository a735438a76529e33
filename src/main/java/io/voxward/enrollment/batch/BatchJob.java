package io.voxward.enrollment.batch;

import io.voxward.job.Job;

/**
 * A batch job as its starter sees it.
 *
 * @param plan as it was given: what was left out is left out here too
 */
public record BatchJob(Job job, BatchFiles files, BatchPlan plan) {
  /** What it does. */
  public BatchKind kind() {
    return plan.kind();
  }
}
