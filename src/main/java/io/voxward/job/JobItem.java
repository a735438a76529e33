package io.voxward.job;

import org.jspecify.annotations.Nullable;

/**
 * One item of a job.
 *
 * @param number its place in the job, from 0
 * @param input what is to be done, in the kind's own form
 * @param result what came of it, in the kind's own form; absent unless it succeeded
 * @param failure why it failed; absent otherwise
 * @param attempts how often it was begun, this time included
 */
public record JobItem(
    long number,
    String input,
    @Nullable String result,
    @Nullable JobFailure failure,
    int attempts) {

  /** The number only: input and result may be personal. */
  @Override
  public String toString() {
    return "JobItem[" + number + ", attempt " + attempts + "]";
  }
}
