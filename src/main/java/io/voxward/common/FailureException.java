package io.voxward.common;

/**
 * The one base of every exception a feature raises: it carries the {@link Failure} and nothing
 * else.
 */
public class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Raises {@code failure}. */
  public FailureException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** Raises {@code failure}, keeping what caused it for the log. */
  public FailureException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** What was refused and why. */
  public Failure failure() {
    return failure;
  }

  /** A broken rule of one member. */
  public static FailureException invalid(String field, String rule) {
    return new FailureException(new Failure.Invalid(field, rule));
  }

  /** A thing that does not exist for this caller. */
  public static FailureException notFound(Failure.Resource resource) {
    return new FailureException(new Failure.NotFound(resource));
  }

  /** A state that forbids the call. */
  public static FailureException conflict(Failure.ConflictKind kind, String message) {
    return new FailureException(new Failure.Conflict(kind, message));
  }
}
