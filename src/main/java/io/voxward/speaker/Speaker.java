package io.voxward.speaker;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the contact center, as one domain knows them.
 *
 * @param customerId the customer's own id, where one was given
 * @param lastAccessedAt the last enrollment or successful authentication; absent before the first
 */
public record Speaker(
    TenantId tenant,
    DomainId domain,
    GeneratedSpeakerId id,
    @Nullable CustomerSpeakerId customerId,
    SpeakerStatus status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastAccessedAt) {}
