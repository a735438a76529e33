package io.voxward.client;

/** The service refused a call; {@link #problem()} says why. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(String call, Problem problem) {
    super(call + ": " + problem.inWords());
    this.problem = problem;
  }

  /** The service's answer. */
  public Problem problem() {
    return problem;
  }
}
