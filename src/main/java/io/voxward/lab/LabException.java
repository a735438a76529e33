package io.voxward.lab;

/** Something the laboratory needs is missing or unreadable; the message is for people. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is missing and where it was looked for. */
  public LabException(String message) {
    super(message);
  }

  /** With what is missing, where it was looked for, and why. */
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
