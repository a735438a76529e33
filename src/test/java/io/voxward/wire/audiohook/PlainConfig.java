package io.voxward.wire.audiohook;

import java.time.Duration;

/** The limits as they are by default. */
final class PlainConfig implements AudioHookConfig {
  @Override
  public Duration signatureAge() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration clockSkew() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration refuseAfter() {
    return Duration.ofMillis(500);
  }

  @Override
  public int mostHandshakes() {
    return 500;
  }

  @Override
  public int failuresPerMinute() {
    return 30;
  }

  @Override
  public Duration openWithin() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration closeWithin() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int messagesPerSecond() {
    return 20;
  }

  @Override
  public boolean deflate() {
    return true;
  }
}
