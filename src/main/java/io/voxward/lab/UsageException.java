package io.voxward.lab;

/** A command line that cannot be understood; the message says what to write instead. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and what would be right. */
  public UsageException(String message) {
    super(message);
  }
}
