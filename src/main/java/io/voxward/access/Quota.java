package io.voxward.access;

/**
 * What may exist only so often. Each has a default that is generous (what one machine of this
 * product carries) and the official one of Amazon Connect Voice ID.
 */
public enum Quota {
  /** Domains of a tenant; a suspended one does not count. */
  DOMAINS("domains", 1_000, 3),
  /** Sessions of a domain whose stream is awaited or open. */
  ACTIVE_SESSIONS("active sessions", 10_000, 50),
  /** Speakers of a domain, whatever their status. */
  SPEAKERS("speakers", 10_000_000, 100_000),
  /** Watchlists of a domain, the default one included. */
  WATCHLISTS("watchlists", 100, 3),
  /** Fraudsters of one watchlist. */
  FRAUDSTERS_PER_WATCHLIST("fraudsters in a watchlist", 100_000, 500),
  /** Speaker enrolment jobs of a domain that are not over. */
  ACTIVE_ENROLLMENT_JOBS("active speaker enrollment jobs", 10, 1),
  /** Fraudster registration jobs of a domain that are not over. */
  ACTIVE_REGISTRATION_JOBS("active fraudster registration jobs", 10, 1),
  /** Speakers that one enrolment job names. */
  SPEAKERS_PER_JOB("speakers in a job", 1_000_000, 10_000),
  /** Fraudsters that one registration job names. */
  FRAUDSTERS_PER_JOB("fraudsters in a job", 100_000, 500);

  private final String word;
  private final long generous;
  private final long voiceId;

  Quota(String word, long generous, long voiceId) {
    this.word = word;
    this.generous = generous;
    this.voiceId = voiceId;
  }

  /** What is counted, as a refusal calls it. */
  public String word() {
    return word;
  }

  /** The default of {@code profile}. */
  long in(LimitsProfile profile) {
    return switch (profile) {
      case GENEROUS -> generous;
      case VOICE_ID -> voiceId;
    };
  }
}
