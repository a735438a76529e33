package io.voxward.demo;

/** The service did not start; the message says what it said last. */
final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message) {
    super(message);
  }
}
