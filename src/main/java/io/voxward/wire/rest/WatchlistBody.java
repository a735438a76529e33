package io.voxward.wire.rest;

import io.voxward.watchlist.Watchlist;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A watchlist as it is shown. */
public record WatchlistBody(
    String watchlistId,
    String name,
    @Nullable String description,
    boolean defaultWatchlist,
    Instant createdAt,
    Instant updatedAt) {

  static WatchlistBody of(Watchlist watchlist) {
    return new WatchlistBody(
        watchlist.id().value(),
        watchlist.draft().name(),
        watchlist.draft().description(),
        watchlist.isDefault(),
        watchlist.createdAt(),
        watchlist.updatedAt());
  }
}
