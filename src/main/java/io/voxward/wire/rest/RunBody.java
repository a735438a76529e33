package io.voxward.wire.rest;

import io.voxward.common.DomainId;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a schedule as it is shown.
 *
 * @param domainId absent where the run is about all domains of the tenant
 * @param failure why the whole failed; absent otherwise
 */
public record RunBody(
    String jobId,
    @Nullable String domainId,
    String kind,
    String status,
    JobBody.Progress progress,
    JobBody.@Nullable Failed failure,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {

  /** Shows {@code job}. */
  static RunBody of(Job job) {
    JobProgress progress = job.progress();
    JobFailure failure = job.failure();
    DomainId domain = job.inDomain();
    return new RunBody(
        job.id().value(),
        domain == null ? null : domain.value(),
        job.kind(),
        job.status().name(),
        new JobBody.Progress(
            progress.percentComplete(job.status()),
            progress.total(),
            progress.done(),
            progress.failed()),
        failure == null ? null : new JobBody.Failed(failure.code(), failure.message()),
        job.createdAt(),
        job.updatedAt(),
        job.endedAt());
  }
}
