package io.voxward.access;

/** What the check of a signature came to. */
public sealed interface SignatureVerdict {
  /**
   * The signature is the caller's own.
   *
   * @param region the region it was made for; any is good
   */
  record Verified(Caller caller, String region) implements SignatureVerdict {}

  /** The call is not accepted; {@code message} says why, without anything secret. */
  record Refused(Reason reason, String message) implements SignatureVerdict {}

  /** Why a call is not accepted. */
  enum Reason {
    /** It carries no signature. */
    NO_SIGNATURE,
    /** Its signature is in the query; only headers are read. */
    PRESIGNED,
    /** A part of the signature is missing or malformed. */
    INCOMPLETE,
    /** It is signed for another service. */
    WRONG_SCOPE,
    /** It is signed with temporary credentials; there are none here. */
    SESSION_TOKEN,
    /** Its access key is unknown, or does not work any more. */
    UNKNOWN_KEY,
    /** It was signed too long ago, or in the future. */
    OUT_OF_TIME,
    /** Its body is not the one it states. */
    WRONG_BODY_HASH,
    /** The signature is not that of this request with this key. */
    WRONG_SIGNATURE
  }
}
