package io.voxward.wire.kinesis;

import io.voxward.common.Failure;
import java.io.IOException;

/** The media is not to be had, and asking again would not help. */
final class MediaRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Refused with what a caller is told. */
  MediaRefusedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What a caller is told. */
  Failure failure() {
    return failure;
  }
}
