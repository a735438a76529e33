package io.voxward.session;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.session.SessionState.StreamingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is written down: it outlives the call.
 *
 * @param contact the Amazon Connect contact it began with, where it is one
 * @param speaker who the caller is said to be; absent while nobody said
 * @param netSpeechSeconds net speech of all its streams so far
 * @param startedAt when its first stream began
 * @param endedAt when it ended; absent while it is active
 * @param endReason why it ended; absent while it is active
 * @param expiresAt when it ends by itself, as things stand
 */
public record SessionRecord(
    TenantId tenant,
    DomainId domain,
    SessionId id,
    SessionName name,
    @Nullable GeneratedSpeakerId speaker,
    CallFormat format,
    SessionSettings settings,
    SessionTuning tuning,
    @Nullable ContactArn contact,
    StreamingStatus streaming,
    double netSpeechSeconds,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable EndReason endReason,
    Instant expiresAt) {}
