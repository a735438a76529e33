package io.voxward.engine.audio;

/** Why a recording was refused. */
public enum AudioFault {
  /** No sound in it: no bytes, or a header with no samples. */
  EMPTY,
  /** More bytes than {@link DecodeLimits#maxBytes}. */
  TOO_LARGE,
  /** Longer than {@link DecodeLimits#maxSeconds}. */
  TOO_LONG,
  /** It ends before the end that it promises. */
  TRUNCATED,
  /** Not of the kind that it is said to be, or it contradicts itself. */
  MALFORMED,
  /** A codec, a width or a number of channels that we do not take. */
  UNSUPPORTED_FORMAT,
  /** A rate outside 8 to 48 kHz. */
  UNSUPPORTED_RATE,
  /** More than one channel, and nobody said which. */
  CHANNEL_NOT_NAMED,
  /** A channel was named that it does not have. */
  NO_SUCH_CHANNEL
}
