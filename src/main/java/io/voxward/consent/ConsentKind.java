package io.voxward.consent;

/** What a person consented to. */
public enum ConsentKind {
  /** That a voiceprint is made of their voice. */
  ENROLLMENT,
  /** That their opt-out no longer stands. */
  OPT_OUT_WITHDRAWAL
}
