package io.voxward.voiceprint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How voiceprints of the previous speaker model become ones of the current model. */
@ConfigMapping(prefix = "voxward.model-change")
public interface ModelChangeConfig {
  /**
   * Whether they do. Without it both models are used side by side, each for its own voiceprints,
   * and nothing is moved: for the time in which nodes are configured one after another.
   */
  @WithDefault("true")
  boolean enabled();

  /** Net speech that an accepted call must have before anything of it is kept, in seconds. */
  @WithDefault("5")
  double leastSpeechSeconds();

  /** How many speakers of whom audio is kept one item of the job moves. */
  @WithDefault("10")
  int batch();

  /** How often to look where there is something to move. */
  @WithDefault("PT10M")
  Duration lookEvery();
}
