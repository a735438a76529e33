package io.voxward.consent;

/** What a record tells. */
public enum ConsentAction {
  /** The consent was given. */
  GIVEN,
  /** It was taken back. */
  WITHDRAWN
}
