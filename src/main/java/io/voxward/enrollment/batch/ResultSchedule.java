package io.voxward.enrollment.batch;

import io.voxward.common.TenantId;
import io.voxward.job.JobResults;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When results of batch jobs go: a job for each domain in which some have outlived their time. */
@ApplicationScoped
public class ResultSchedule implements Schedule {
  /** Much less than the hour within which they are promised to be gone. */
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final JobResults results;

  /** Asks {@code results} where some are over. */
  public ResultSchedule(JobResults results) {
    this.results = results;
  }

  @Override
  public String name() {
    return "job-results";
  }

  @Override
  public String kind() {
    return ResultExpiry.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    return results.over(tenant, BatchKind.names());
  }
}
