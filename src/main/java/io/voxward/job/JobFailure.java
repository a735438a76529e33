package io.voxward.job;

/**
 * Why a job as a whole failed, or one of its items did.
 *
 * @param code in the manner of HTTP: 400 what was asked cannot be done, 402 a limit, 403 not
 *     allowed, 404 not there, 409 a state forbids it, 500 our fault or a system's behind us
 * @param message a sentence for a person; never personal data
 */
public record JobFailure(int code, String message) {
  /** What was asked cannot be done. */
  public static final int BAD_REQUEST = 400;

  /** A limit is reached. */
  public static final int LIMIT = 402;

  /** Not allowed. */
  public static final int FORBIDDEN = 403;

  /** Not there. */
  public static final int NOT_FOUND = 404;

  /** A state forbids it. */
  public static final int CONFLICT = 409;

  /** Our fault, or that of a system behind us. */
  public static final int INTERNAL = 500;
}
