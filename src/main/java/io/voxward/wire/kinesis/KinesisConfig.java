package io.voxward.wire.kinesis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How the audio of Amazon Connect is fetched from Kinesis Video Streams. */
@ConfigMapping(prefix = "voxward.kinesis")
public interface KinesisConfig {
  /** The address to ask where a stream's media is; absent for that of AWS in the region. */
  Optional<URI> endpoint();

  /** The region; absent for the one in the stream's ARN. */
  Optional<String> region();

  /** The AWS accounts whose streams may be fetched; absent for all that AWS lets this node read. */
  Optional<Set<String>> accounts();

  /** Streams that this node fetches at once. */
  @WithDefault("500")
  int maxPulls();

  /** How long a request waits to learn whether its stream could be opened. */
  @WithDefault("PT4S")
  Duration openWithin();

  /** The longest time to connect. */
  @WithDefault("PT3S")
  Duration connectWithin();

  /** The longest time without a byte before the connection is made anew. */
  @WithDefault("PT10S")
  Duration patience();

  /** How long no media comes, over all connections, until the call counts as over. */
  @WithDefault("PT20S")
  Duration overAfterQuiet();

  /** Connections in a row that bring no whole fragment, before it is given up. */
  @WithDefault("6")
  int tries();

  /** The wait before the second connection; it doubles with each further one. */
  @WithDefault("PT0.25S")
  Duration backOff();

  /** The longest wait between two connections. */
  @WithDefault("PT4S")
  Duration longestBackOff();

  /**
   * How many times faster than real time audio that waits in a stream is heard; below that of
   * sessions, and at least 1.
   */
  @WithDefault("4")
  double timesRealTime();

  /** The largest block of audio, in bytes. */
  @WithDefault("262144")
  int largestBlock();
}
