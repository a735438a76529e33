package io.voxward.enrollment.upload;

import io.voxward.common.TenantId;
import io.voxward.job.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When uploads end by themselves: a job for each domain in which some have outlived their time, or
 * were left over by a job, whatever became of it.
 */
@ApplicationScoped
public class UploadSchedule implements Schedule {
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Uploads uploads;

  /** Asks {@code uploads} where something is due. */
  public UploadSchedule(Uploads uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "uploads";
  }

  @Override
  public String kind() {
    return UploadErasure.NAME;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public List<Place> due(@Nullable TenantId tenant) {
    return uploads.placesDue(tenant);
  }
}
