package io.voxward.client;

/**
 * What came of registering a fraudster.
 *
 * @param registrationStatus {@code NEW_REGISTRATION} or {@code DUPLICATE_SKIPPED}
 * @param netSpeechSeconds speech behind the voice
 */
public record RegisteredFraudster(String registrationStatus, double netSpeechSeconds) {}
