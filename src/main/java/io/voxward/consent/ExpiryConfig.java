package io.voxward.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/**
 * How speakers expire who were not heard of for their domain's retention time (a setting of the
 * domain: {@code retentionDays}).
 */
@ConfigMapping(prefix = "voxward.expiry")
public interface ExpiryConfig {
  /** How often the clock is looked at: a speaker expires that much late at most. */
  @WithDefault("PT10M")
  Duration lookEvery();

  /**
   * How long after the expiry the voiceprint is erased. Zero erases it in the same transaction, so
   * that nothing is kept beyond the retention time.
   */
  @WithDefault("PT0S")
  Duration eraseVoiceAfter();

  /** How long before their expiry speakers are warned of by an event; any number of times. */
  @WithDefault("P30D,P7D")
  List<Duration> warnBefore();

  /** Speakers that one transaction expires, erases or warns of; 1 to 10,000. */
  @WithDefault("1000")
  int batch();
}
