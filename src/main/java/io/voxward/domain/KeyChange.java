package io.voxward.domain;

import org.jspecify.annotations.Nullable;

/**
 * How the last change of a domain's key goes on.
 *
 * @param from the key that the domain had; keep it until the change is completed
 * @param message what went wrong; absent unless it failed
 */
public record KeyChange(Status status, KeyId from, @Nullable String message) {
  /** The names are those of the Voice ID service model. */
  public enum Status {
    /** The domain's secrets are about to be wrapped anew; the key cannot be changed meanwhile. */
    IN_PROGRESS,
    /** The old key is not needed any more. */
    COMPLETED,
    /** The secrets are still under the old key; naming the same key again tries again. */
    FAILED
  }
}
