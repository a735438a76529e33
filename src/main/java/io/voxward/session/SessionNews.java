package io.voxward.session;

/**
 * Something about a session that its listeners are told: each feature has its own records of it,
 * and each dialect its own words for them.
 */
public interface SessionNews {
  /**
   * A session or its stream is over.
   *
   * @param reason a stable word: the name of a {@link StreamEnd} or an {@link EndReason}
   */
  record Ended(String reason) implements SessionNews {}

  /**
   * A secure pause of the session begins or is over.
   *
   * @param on whether nothing is heard from now on
   */
  record Pause(boolean on) implements SessionNews {}
}
