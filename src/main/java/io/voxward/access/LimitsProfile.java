package io.voxward.access;

/** A whole set of limits, chosen by one setting. */
public enum LimitsProfile {
  /** What one machine carries; no rates. */
  GENEROUS,
  /** The quotas and rates that Amazon Connect Voice ID published. */
  VOICE_ID
}
