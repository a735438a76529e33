package io.voxward.client.platform;

import io.voxward.client.Evaluation;

/** What a text of the service means to a platform. */
public sealed interface PlatformAnswer {
  /** Sound may begin. */
  record Welcome() implements PlatformAnswer {}

  /** A decision appeared or changed. */
  record Told(Evaluation evaluation) implements PlatformAnswer {}

  /**
   * The service wants the platform to go.
   *
   * @param word why, in one stable word
   * @param info what it said beside that
   * @param answer what the platform says to that
   */
  record AskedToGo(String word, String info, String answer) implements PlatformAnswer {}

  /** The service has said its last word: the platform closes. */
  record Gone() implements PlatformAnswer {}

  /** Nothing follows from it. */
  record Other() implements PlatformAnswer {}
}
