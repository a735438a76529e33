package io.voxward.enrollment.upload;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recordings that are uploaded for one batch job.
 *
 * @param job the job that uses it, or did; absent where none does
 * @param recordings how many it has, or had
 * @param bytes how many they and the manifest have, or had, before they were sealed
 * @param expiresAt when it ends unless a job uses it
 * @param endedAt when its key was destroyed
 * @param erasedAt when the last of its sealed bytes was removed
 */
public record Upload(
    TenantId tenant,
    DomainId domain,
    UploadId id,
    UploadStatus status,
    @Nullable JobId job,
    int recordings,
    long bytes,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable Instant erasedAt) {}
