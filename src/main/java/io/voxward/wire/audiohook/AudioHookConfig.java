package io.voxward.wire.audiohook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the AudioHook dialect. */
@ConfigMapping(prefix = "voxward.audiohook")
public interface AudioHookConfig {
  /** How old the signature of a handshake may be. */
  @WithDefault("PT10S")
  Duration signatureAge();

  /** How far the platform's clock may be ahead of ours. */
  @WithDefault("PT5S")
  Duration clockSkew();

  /** When a refused handshake is answered, counted from its arrival. */
  @WithDefault("PT0.5S")
  Duration refuseAfter();

  /**
   * Handshakes that are checked, or wait for their refusal, at once; whoever comes then is told to
   * try again.
   */
  @WithDefault("500")
  int mostHandshakes();

  /** Wrong signatures of one API key a minute; more are refused unread until the minute is over. */
  @WithDefault("30")
  int failuresPerMinute();

  /** How long a connection may take to say {@code open}, to open, and how long a probe may last. */
  @WithDefault("PT10S")
  Duration openWithin();

  /**
   * How long after {@code close} the last decision is waited for, and how long we wait for the
   * other side to close.
   */
  @WithDefault("PT5S")
  Duration closeWithin();

  /** Text messages that a connection may send a second, averaged over ten seconds. */
  @WithDefault("20")
  int messagesPerSecond();

  /**
   * Whether the platform's offer of {@code permessage-deflate} is taken: it may then deflate what
   * it sends. What we send stays plain.
   */
  @WithDefault("true")
  boolean deflate();
}
