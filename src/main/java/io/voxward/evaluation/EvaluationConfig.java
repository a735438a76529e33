package io.voxward.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are made where domain and session say nothing. */
@ConfigMapping(prefix = "voxward.evaluation")
public interface EvaluationConfig {
  /**
   * Net speech before which no voice is judged, in seconds: below it errors rise fast
   * (docs/accuracy.md). A domain that asks for less speech in all is judged at that amount.
   */
  @WithDefault("3")
  double leastSpeechSeconds();

  /** Whether a clear voice may be decided before the domain's whole amount of speech. */
  @WithDefault("true")
  boolean early();

  /**
   * Speech of a decided call that is embedded all the same, in seconds, so that another speaker or
   * threshold can be judged on it; what comes after is only counted.
   */
  @WithDefault("10")
  double restFromSeconds();

  /**
   * How often a decided call is looked at for another voice: so long after a look the next one
   * begins, which takes three seconds of speech. Zero turns the watch off.
   */
  @WithDefault("PT50S")
  Duration watchEvery();

  /**
   * The longest that the check of a contact flow may wait for what is open, in seconds; larger
   * requests are refused.
   */
  @WithDefault("20")
  int longestCheckSeconds();
}
