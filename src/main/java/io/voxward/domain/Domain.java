package io.voxward.domain;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container of speakers, watchlists and sessions; nothing is shared between two of them.
 *
 * @param draft what its administrator says about it
 * @param defaultWatchlist used where a session names no watchlist
 * @param key under which its secrets are wrapped
 * @param suspendedAt since when it is deleted and may still be restored; absent while in use
 */
public record Domain(
    TenantId tenant,
    DomainId id,
    DomainDraft draft,
    DomainStatus status,
    WatchlistId defaultWatchlist,
    DomainKey key,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant suspendedAt) {

  /** The domain's name. */
  public String name() {
    return draft.name();
  }

  Domain withKey(DomainKey other, Instant at) {
    return new Domain(
        tenant, id, draft, status, defaultWatchlist, other, createdAt, at, suspendedAt);
  }

  /** What it decides for all calls in it. */
  public DomainSettings settings() {
    return draft.settings();
  }
}
