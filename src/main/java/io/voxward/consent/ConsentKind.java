package io.voxward.consent;

/** What a person consents to: the purpose that a record names. */
public enum ConsentKind {
  /** That a voiceprint is made of their voice. */
  ENROLLMENT,
  /** That their opt-out no longer stands. */
  OPT_OUT_WITHDRAWAL,
  /** That recordings of them are given for tuning. */
  TUNING
}
