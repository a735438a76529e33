package io.voxward.engine.audio;

import java.io.Serial;

/**
 * Carries a refusal from deep inside a reader to {@link AudioDecoder}; never leaves the package.
 */
final class AudioRefusal extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final AudioFault fault;

  AudioRefusal(AudioFault fault, String detail) {
    super(detail, null, false, false);
    this.fault = fault;
  }

  DecodeResult.Refused result() {
    String detail = getMessage();
    return new DecodeResult.Refused(fault, detail == null ? fault.name() : detail);
  }
}
