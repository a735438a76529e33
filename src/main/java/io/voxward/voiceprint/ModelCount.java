package io.voxward.voiceprint;

import io.voxward.common.DomainId;

/**
 * How many voiceprints of one model a domain has.
 *
 * @param model the id of the model, which need not be one that is configured
 * @param kind whose they are
 */
public record ModelCount(DomainId domain, String model, VoiceprintOwner.Kind kind, long count) {}
