package io.voxward.wire.audiohook;

/** A message that breaks the protocol; what it says is sent back, so it quotes nothing. */
final class BadMessage extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessage(String message) {
    super(message, null, false, false);
  }

  /** The rule that was broken. */
  String rule() {
    return String.valueOf(getMessage());
  }
}
