package io.voxward.consent;

/** Why a person's data is erased. */
public enum ErasureReason {
  /** They opted out. */
  OPT_OUT,
  /** They were deleted. */
  DELETION,
  /** They were not heard of for the domain's retention time. */
  EXPIRY
}
