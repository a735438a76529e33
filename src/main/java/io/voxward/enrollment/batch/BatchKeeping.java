package io.voxward.enrollment.batch;

import io.voxward.common.FailureException;
import io.voxward.job.JobDraft;
import org.jspecify.annotations.Nullable;

/**
 * How long a job's results live, and what it keeps of the audio.
 *
 * @param given hours after the job's end until its results are gone, as its starter said; absent
 *     for the usual time
 * @param nothing whether nothing of the audio is kept, whatever the domain keeps
 */
public record BatchKeeping(@Nullable Integer given, boolean nothing) {
  /** As the domain says, for the usual time. */
  public static final BatchKeeping DEFAULT = new BatchKeeping(null, false);

  /** Refuses a time out of its range, naming the member. */
  public BatchKeeping {
    if (given != null
        && (given < JobDraft.LEAST_HOURS_TO_LIVE || given > JobDraft.MOST_HOURS_TO_LIVE)) {
      throw FailureException.invalid(
          "timeToLiveHours",
          "must be from " + JobDraft.LEAST_HOURS_TO_LIVE + " to " + JobDraft.MOST_HOURS_TO_LIVE);
    }
  }

  /** Hours after the job's end until its results are gone. */
  public int timeToLiveHours() {
    return given == null ? JobDraft.USUAL_HOURS_TO_LIVE : given;
  }
}
