package io.voxward.wire.dialect;

/** What becomes of a call that a platform begins. */
public sealed interface CallOpening {
  /** It is open: its audio goes to {@code call}. */
  record Opened(DialectCall call) implements CallOpening {}

  /** It is not let in. */
  record Refused(CallRefusal why) implements CallOpening {}
}
