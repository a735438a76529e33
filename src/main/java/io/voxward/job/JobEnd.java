package io.voxward.job;

import org.jspecify.annotations.Nullable;

/** How a job ends. */
record JobEnd(JobStatus status, @Nullable JobFailure failure) {
  static JobEnd failed(JobFailure failure) {
    return new JobEnd(JobStatus.FAILED, failure);
  }

  static JobEnd completed(JobProgress progress) {
    return new JobEnd(
        progress.failed() == 0 ? JobStatus.COMPLETED : JobStatus.COMPLETED_WITH_ERRORS, null);
  }
}
