package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A session as the service shows it.
 *
 * @param sessionId the service's id
 * @param sessionName the caller's own name
 * @param streaming {@code PENDING_CONFIGURATION}, {@code ONGOING} or {@code ENDED}
 * @param endReason why it is over; left out while it is not
 */
public record Session(
    String sessionId, String sessionName, String streaming, @Nullable String endReason) {}
