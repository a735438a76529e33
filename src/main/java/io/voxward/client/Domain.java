package io.voxward.client;

import org.jspecify.annotations.Nullable;

/**
 * A domain as the service shows it.
 *
 * @param domainId its id
 * @param name its name
 * @param status {@code ACTIVE}, {@code PENDING} or {@code SUSPENDED}
 * @param acceptanceThreshold least score that authenticates, where shown
 */
public record Domain(
    String domainId, String name, String status, @Nullable Integer acceptanceThreshold) {}
