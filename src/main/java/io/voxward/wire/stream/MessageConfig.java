package io.voxward.wire.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many messages a connection may send, whatever its dialect. */
@ConfigMapping(prefix = "voxward.stream")
public interface MessageConfig {
  /**
   * Messages of any kind a second, averaged over one second. Sound in pieces of 10 ms, eight times
   * faster than real time, is 800.
   */
  @WithDefault("1000")
  int messagesPerSecond();

  /** Messages without sound a second, averaged over ten seconds. */
  @WithDefault("20")
  int quietMessagesPerSecond();
}
