package io.voxward.consent;

/** Why data of people is erased: the rule that a receipt names. */
public enum ErasureReason {
  /** They opted out. */
  OPT_OUT,
  /** They were deleted. */
  DELETION,
  /** They were not heard of for the domain's retention time. */
  EXPIRY,
  /** They took back their consent to it. */
  CONSENT_WITHDRAWN,
  /** The time for which it was given is over. */
  TIME_TO_LIVE,
  /** The domain's settings no longer ask for it. */
  NO_LONGER_KEPT,
  /** Their domain was deleted and its time to be restored is over. */
  DOMAIN_PURGE
}
