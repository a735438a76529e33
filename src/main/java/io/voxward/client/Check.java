package io.voxward.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The decisions of a session as the words that a contact flow branches on.
 *
 * @param settled whether waiting longer can change nothing
 */
public record Check(
    String enrollment,
    String authentication,
    String fraud,
    double secondsStillNeeded,
    @JsonProperty("final") boolean settled) {}
