package io.voxward.access;

/** One thing a caller may do. Every operation of every dialect needs exactly one of these. */
public enum Permission {
  /** Create, change and delete domains. */
  ADMINISTER_DOMAINS,
  /** Bring a deleted domain back. */
  RESTORE_DOMAINS,
  /** See domains and their settings. */
  READ_DOMAINS,
  /** See speakers and their status. */
  READ_SPEAKERS,
  /** Delete a speaker with everything kept of them. */
  DELETE_SPEAKERS,
  /** Opt a speaker out. */
  OPT_OUT_SPEAKERS,
  /** Withdraw an opt-out by a consent record. */
  WITHDRAW_OPT_OUT,
  /** Record that a person consents, or no longer does. */
  RECORD_CONSENTS,
  /** Export all that is stored about a speaker. */
  EXPORT_SPEAKERS,
  /** Hear recordings that are kept of a speaker. */
  READ_KEPT_AUDIO,
  /** Give recordings of a speaker for tuning. */
  PROVIDE_RECORDINGS,
  /** Make or replace a speaker's voiceprint. */
  ENROLL_SPEAKERS,
  /** Compare a recording with a speaker's voiceprint. */
  VERIFY_SPEAKERS,
  /** Start, change and end sessions and ask for stream tokens. */
  RUN_SESSIONS,
  /** See sessions and their decisions. */
  READ_SESSIONS,
  /** Create, change and delete watchlists and their members. */
  ADMINISTER_WATCHLISTS,
  /** See watchlists and fraudsters. */
  READ_WATCHLISTS,
  /** Register a fraudster. */
  REGISTER_FRAUDSTERS,
  /** Search a recording in a watchlist. */
  IDENTIFY_VOICES,
  /** Register, revise and delete profiles: how requests that name them are tuned. */
  ADMINISTER_PROFILES,
  /** See profiles. */
  READ_PROFILES,
  /** Link contact-center installations with domains. */
  ADMINISTER_INSTANCES,
  /** Start jobs. */
  RUN_JOBS,
  /** See jobs. */
  READ_JOBS,
  /** Begin by hand what otherwise begins by itself: expiry, purge. */
  RUN_SCHEDULES,
  /** Rotate and destroy keys. */
  ADMINISTER_KEYS,
  /** Read the audit trail. */
  READ_AUDIT,
  /** Read receipts and consent records. */
  READ_RECEIPTS,
  /** Make, list and revoke access keys. */
  ADMINISTER_ACCESS
}
