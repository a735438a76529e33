package io.voxward.domain;

import io.voxward.common.FailureException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule that limits how long a voice is kept.
 *
 * @param law a {@link Law}, or a domain's own rule: a word of 1 to 32 lower-case letters, digits
 *     and hyphens
 * @param days of 24 hours after the last access; of a law at most as many as it allows
 */
public record RetentionClock(String law, int days) {
  private static final Pattern OWN = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Refuses an unknown law and a time that the law does not allow, naming the member. */
  public RetentionClock {
    int most = Law.named(law).map(Law::days).orElse(DomainSettings.MAX_RETENTION_DAYS);
    if (Law.named(law).isEmpty() && !OWN.matcher(law).matches()) {
      throw FailureException.invalid(
          "retentionClocks.law",
          "must be one of "
              + Arrays.toString(Law.values())
              + ", or a word of 1 to 32 lower-case letters, digits and hyphens");
    }
    if (days < 1 || days > most) {
      throw FailureException.invalid(
          "retentionClocks.days", "must be from 1 to " + most + " for " + law);
    }
  }

  /**
   * The clock of a law, with its own days where none are said.
   *
   * @throws FailureException if none are said of a domain's own rule
   */
  public static RetentionClock of(String law, @Nullable Integer days) {
    if (days != null) {
      return new RetentionClock(law, days);
    }
    return Law.named(law)
        .map(known -> new RetentionClock(law, known.days()))
        .orElseThrow(() ->
            FailureException.invalid("retentionClocks.days", "is needed for a rule of your own"));
  }
}
