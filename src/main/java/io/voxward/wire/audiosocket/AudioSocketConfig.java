package io.voxward.wire.audiosocket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Where AudioSocket is listened for, and its limits. */
@ConfigMapping(prefix = "voxward.audiosocket")
public interface AudioSocketConfig {
  /** The TCP port; 0 for any free one; off where absent. */
  OptionalInt port();

  /** The address to listen on. */
  @WithDefault("127.0.0.1")
  String host();

  /**
   * Whether the address may be one that others than the private network reach. The protocol has no
   * encryption and no authentication but the UUID of the call.
   */
  @WithDefault("false")
  boolean allowPublic();

  /** How long a connection may be open before its UUID has come. */
  @WithDefault("PT5S")
  Duration uuidWithin();

  /** Connections at once, those without a call included. */
  @WithDefault("1000")
  int maxConnections();
}
