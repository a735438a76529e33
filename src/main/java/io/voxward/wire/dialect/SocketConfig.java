package io.voxward.wire.dialect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the sockets over which platforms stream. */
@ConfigMapping(prefix = "voxward.dialect")
public interface SocketConfig {
  /** How long a socket may be open before its first message has said whose call it is. */
  @WithDefault("PT10S")
  Duration firstMessageWithin();

  /** How long whoever could not prove who they are waits for the refusal. */
  @WithDefault("PT0.5S")
  Duration refusalDelay();
}
