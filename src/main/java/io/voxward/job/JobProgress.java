package io.voxward.job;

/**
 * How far a job is.
 *
 * @param total how many items it has; 0 before it was split
 * @param done items that succeeded
 * @param failed items that failed
 */
public record JobProgress(long total, long done, long failed) {
  /** Nothing is known yet. */
  public static final JobProgress NONE = new JobProgress(0, 0, 0);

  private static final int WHOLE = 100;

  /** Whether every item was worked on. */
  public boolean isDrained() {
    return done + failed >= total;
  }

  /** The share of items that were worked on, 0 to 99 while the job runs and 100 at its end. */
  public int percentComplete(JobStatus status) {
    if (status == JobStatus.COMPLETED || status == JobStatus.COMPLETED_WITH_ERRORS) {
      return WHOLE;
    }
    return total == 0 ? 0 : (int) Math.min(WHOLE - 1, WHOLE * (done + failed) / total);
  }
}
