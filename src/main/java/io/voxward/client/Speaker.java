package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A speaker as the service shows it.
 *
 * @param generatedSpeakerId the service's id
 * @param customerSpeakerId the customer's own id
 * @param status {@code PENDING}, {@code ENROLLED}, {@code OPTED_OUT} or {@code EXPIRED}; left out
 *     where a speaker is only named
 */
public record Speaker(
    String generatedSpeakerId, @Nullable String customerSpeakerId, @Nullable String status) {}
