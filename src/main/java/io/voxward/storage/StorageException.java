package io.voxward.storage;

/** The store did not answer, or not sensibly: the same call may succeed later. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what the store does not do. */
  public StorageException(String message) {
    super(message);
  }

  /** Says what was tried and what came in between. */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
