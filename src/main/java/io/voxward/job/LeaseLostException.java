package io.voxward.job;

/** Somebody else has the lease by now, or the job has ended: nothing of this attempt may stay. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException() {
    super("the lease was lost");
  }
}
