package io.voxward.watchlist;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import java.time.Instant;

/**
 * A list of fraudsters that calls of its domain are compared with.
 *
 * @param draft what an analyst says about it
 * @param isDefault whether it is the one that every domain has: used where none is named, never
 *     changed nor deleted
 */
public record Watchlist(
    TenantId tenant,
    DomainId domain,
    WatchlistId id,
    WatchlistDraft draft,
    boolean isDefault,
    Instant createdAt,
    Instant updatedAt) {}
