package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A call to be streamed.
 *
 * @param sessionName the caller's own name for it
 * @param speakerId who the caller says they are; may be set later
 * @param audio what will be streamed
 * @param settings what this call wants otherwise than its domain; null for nothing
 */
public record NewSession(
    String sessionName, @Nullable String speakerId, Audio audio, @Nullable Settings settings) {

  /**
   * What one call wants otherwise than its domain.
   *
   * @param acceptanceThreshold least score that authenticates, 0 to 100
   */
  public record Settings(@Nullable Integer acceptanceThreshold) {}

  /** A call as its domain wants it. */
  public NewSession(String sessionName, @Nullable String speakerId, Audio audio) {
    this(sessionName, speakerId, audio, null);
  }
}
