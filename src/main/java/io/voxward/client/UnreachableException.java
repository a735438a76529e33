package io.voxward.client;

/** The service could not be reached, or the connection broke. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
