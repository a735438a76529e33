package io.voxward.session;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.GeneratedSpeakerId;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is said to be.
 *
 * @param speaker the generated id
 * @param customerId the customer's own id, where the speaker has one
 */
public record Claim(GeneratedSpeakerId speaker, @Nullable CustomerSpeakerId customerId) {}
