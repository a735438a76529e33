package io.voxward.domain;

import io.voxward.common.FailureException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a domain decides for all calls in it, unless a session says otherwise.
 *
 * @param acceptanceThreshold the display score, 0 to 100, from which a caller is accepted
 * @param riskThreshold the risk score, 0 to 100, from which a call is of high risk
 * @param enrollmentSpeechSeconds net speech, in seconds, that a voiceprint needs
 * @param authenticationSpeechSeconds net speech, in seconds, after which a decision is made at the
 *     latest; it may come earlier when it is safe
 * @param consentRequired whether an enrollment needs a consent record
 * @param retentionDays days of 24 hours without access after which a speaker expires, unless a
 *     clock of {@code data} is shorter
 * @param data what is kept, and how long laws allow it
 * @param leastAcceptanceThreshold what no session, request or profile may accept below, 0 to the
 *     acceptance threshold; 0 leaves it to them
 */
public record DomainSettings(
    int acceptanceThreshold,
    int riskThreshold,
    double enrollmentSpeechSeconds,
    double authenticationSpeechSeconds,
    boolean consentRequired,
    int retentionDays,
    DataRules data,
    int leastAcceptanceThreshold) {
  /** Voice ID's own values: 90, 50, 30 s, 10 s, no consent record, three years. */
  public static final DomainSettings DEFAULT =
      new DomainSettings(90, 50, 30.0, 10.0, false, 3 * 365);

  private static final int MAX_SCORE = 100;
  private static final double MIN_SPEECH_SECONDS = 1.0;
  private static final double MAX_ENROLLMENT_SECONDS = 300.0;
  private static final double MAX_AUTHENTICATION_SECONDS = 60.0;
  static final int MAX_RETENTION_DAYS = 3653;

  /** Refuses a value out of its range, naming the member. */
  public DomainSettings {
    score("acceptanceThreshold", acceptanceThreshold);
    score("riskThreshold", riskThreshold);
    seconds("enrollmentSpeechSeconds", enrollmentSpeechSeconds, MAX_ENROLLMENT_SECONDS);
    seconds("authenticationSpeechSeconds", authenticationSpeechSeconds, MAX_AUTHENTICATION_SECONDS);
    if (retentionDays < 1 || retentionDays > MAX_RETENTION_DAYS) {
      throw FailureException.invalid("retentionDays", "must be from 1 to " + MAX_RETENTION_DAYS);
    }
    if (leastAcceptanceThreshold < 0 || leastAcceptanceThreshold > acceptanceThreshold) {
      throw FailureException.invalid(
          "leastAcceptanceThreshold", "must be from 0 to the acceptanceThreshold");
    }
  }

  /** Settings of a domain that leaves it to its callers how low they accept. */
  public DomainSettings(
      int acceptanceThreshold,
      int riskThreshold,
      double enrollmentSpeechSeconds,
      double authenticationSpeechSeconds,
      boolean consentRequired,
      int retentionDays,
      DataRules data) {
    this(
        acceptanceThreshold,
        riskThreshold,
        enrollmentSpeechSeconds,
        authenticationSpeechSeconds,
        consentRequired,
        retentionDays,
        data,
        0);
  }

  /** Settings of a domain that keeps nothing and answers to its retention time alone. */
  public DomainSettings(
      int acceptanceThreshold,
      int riskThreshold,
      double enrollmentSpeechSeconds,
      double authenticationSpeechSeconds,
      boolean consentRequired,
      int retentionDays) {
    this(
        acceptanceThreshold,
        riskThreshold,
        enrollmentSpeechSeconds,
        authenticationSpeechSeconds,
        consentRequired,
        retentionDays,
        DataRules.DEFAULT);
  }

  /**
   * Refuses an acceptance threshold that is lower than the domain allows.
   *
   * @param field what named it
   * @param threshold absent for the domain's own
   */
  public void requireAllowed(String field, @Nullable Integer threshold) {
    if (threshold != null && threshold < leastAcceptanceThreshold) {
      throw FailureException.invalid(
          field,
          "must not accept below "
              + leastAcceptanceThreshold
              + ", the domain's leastAcceptanceThreshold");
    }
  }

  /** Days of 24 hours after the last access when a speaker expires: the shortest clock wins. */
  public int effectiveRetentionDays() {
    return data.clocks().stream().mapToInt(RetentionClock::days).reduce(retentionDays, Math::min);
  }

  /** How long after the last access a speaker expires. */
  public Duration retention() {
    return Duration.ofDays(effectiveRetentionDays());
  }

  private static void score(String field, int value) {
    if (value < 0 || value > MAX_SCORE) {
      throw FailureException.invalid(field, "must be from 0 to " + MAX_SCORE);
    }
  }

  private static void seconds(String field, double value, double most) {
    if (!(value >= MIN_SPEECH_SECONDS && value <= most)) {
      throw FailureException.invalid(
          field, "must be from " + MIN_SPEECH_SECONDS + " to " + most + " seconds");
    }
  }
}
