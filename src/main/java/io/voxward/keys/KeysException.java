package io.voxward.keys;

import io.voxward.common.Alphanumeric;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sealing, opening or the keystore failed: our fault or the key service's, never the caller's. */
public final class KeysException extends FailureException {
  private static final long serialVersionUID = 1L;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final String reason;

  /** A failure with its reason, for the log. */
  public KeysException(String reason) {
    super(new Failure.Internal(Alphanumeric.random()), new IllegalStateException(reason));
    this.reason = reason;
  }

  /** A failure with its reason and its cause, for the log. */
  public KeysException(String reason, Throwable cause) {
    super(new Failure.Internal(Alphanumeric.random()), cause);
    this.reason = reason;
  }

  private KeysException(Failure failure, String reason, @Nullable Throwable cause) {
    super(failure, cause == null ? new IllegalStateException(reason) : cause);
    this.reason = reason;
  }

  /** The key service does not answer, or not now: the same call will succeed later. */
  public static KeysException unavailable(String reason, @Nullable Throwable cause) {
    return new KeysException(new Failure.Overloaded("the key service", RETRY_AFTER), reason, cause);
  }

  /** Whether the same call may succeed later: it is the key service that does not answer now. */
  public boolean isPassing() {
    return failure() instanceof Failure.Overloaded;
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
