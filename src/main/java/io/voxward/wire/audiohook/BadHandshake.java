package io.voxward.wire.audiohook;

/** Why a handshake is refused. */
final class BadHandshake extends Exception {
  private static final long serialVersionUID = 1L;

  /** The stable words: what metrics count and, where it helps nobody to guess, what is answered. */
  enum Fault {
    /** A header is missing, given twice or too long. */
    BAD_HEADER(true),
    /** {@code Signature-Input} or {@code Signature} is of another form. */
    BAD_SIGNATURE_INPUT(true),
    /** A part of the request that must be signed is not. */
    NOT_COVERED(true),
    /** {@code keyid} is not the API key. */
    KEY_MISMATCH(true),
    /** The nonce is missing or too short. */
    BAD_NONCE(true),
    /** Another algorithm than {@code hmac-sha256}. */
    WRONG_ALGORITHM(true),
    /** Too old, expired, or of the future. */
    OUT_OF_TIME(true),
    /** The same signed handshake came before. */
    REPLAYED(true),
    /** No installation has this API key. */
    UNKNOWN_KEY(false),
    /** The organization is not the one that the key was made for. */
    WRONG_ORGANIZATION(false),
    /** The signature was not made with the installation's client secret. */
    WRONG_SIGNATURE(false),
    /** Too many wrong signatures of this key just now. */
    TOO_MANY_FAILURES(true),
    /** The installation's domain is suspended. */
    DOMAIN_NOT_ACTIVE(true),
    /** Too many handshakes at once. */
    BUSY(true),
    /** Our fault. */
    INTERNAL(true);

    private final boolean told;

    Fault(boolean told) {
      this.told = told;
    }

    /** The word that is answered: who guesses keys does not learn what is wrong. */
    String word() {
      return told ? name() : "NOT_PROVEN";
    }

    /** The status of the answer. */
    int status() {
      return switch (this) {
        case TOO_MANY_FAILURES -> 429;
        case BUSY -> 503;
        case INTERNAL -> 500;
        default -> 401;
      };
    }
  }

  private final Fault fault;

  BadHandshake(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
