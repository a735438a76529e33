package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A call to be streamed.
 *
 * @param sessionName the caller's own name for it
 * @param speakerId who the caller says they are; may be set later
 * @param audio what will be streamed
 */
public record NewSession(String sessionName, @Nullable String speakerId, Audio audio) {}
