package io.voxward.job;

/** The life of a job; the names are those of the Voice ID service model. */
public enum JobStatus {
  /** Waits to be split into items. */
  SUBMITTED,
  /** Its items are worked on. */
  IN_PROGRESS,
  /** Every item succeeded. */
  COMPLETED,
  /** Every item was worked on and some failed. */
  COMPLETED_WITH_ERRORS,
  /** The job as a whole could not be done. */
  FAILED;

  /** Whether nothing about the job changes any more. */
  public boolean isFinal() {
    return this != SUBMITTED && this != IN_PROGRESS;
  }
}
