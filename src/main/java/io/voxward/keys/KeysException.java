package io.voxward.keys;

import io.voxward.common.Alphanumeric;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;

/** Sealing, opening or the keystore failed: always our fault, never the caller's. */
public final class KeysException extends FailureException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  KeysException(String reason) {
    super(new Failure.Internal(Alphanumeric.random()), new IllegalStateException(reason));
    this.reason = reason;
  }

  KeysException(String reason, Throwable cause) {
    super(new Failure.Internal(Alphanumeric.random()), cause);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
