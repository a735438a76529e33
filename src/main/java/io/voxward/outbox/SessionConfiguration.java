package io.voxward.outbox;

import io.voxward.common.WatchlistId;

/** What a session was configured with, as events tell it. */
public final class SessionConfiguration {
  private SessionConfiguration() {}

  /**
   * How callers are authenticated.
   *
   * @param acceptanceThreshold 0 to 100
   */
  public record Authentication(int acceptanceThreshold) {}

  /**
   * How fraud is looked for.
   *
   * @param riskThreshold 0 to 100
   */
  public record FraudDetection(int riskThreshold, WatchlistId watchlistId) {}

  /**
   * How much is listened to.
   *
   * @param authenticationMinimumSpeechInSeconds net speech after which there is a decision at the
   *     latest, in seconds
   */
  public record Streaming(double authenticationMinimumSpeechInSeconds) {}
}
