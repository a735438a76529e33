package io.voxward.wire.rest;

import io.voxward.common.WatchlistId;
import io.voxward.watchlist.Fraudster;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fraudster as analysts see them. */
public record FraudsterBody(
    String generatedFraudsterId,
    List<String> watchlistIds,
    @Nullable String label,
    @Nullable String note,
    Instant createdAt,
    Instant updatedAt) {

  static FraudsterBody of(Fraudster fraudster) {
    return new FraudsterBody(
        fraudster.id().value(),
        fraudster.watchlists().stream().map(WatchlistId::value).toList(),
        fraudster.remarks().label(),
        fraudster.remarks().note(),
        fraudster.createdAt(),
        fraudster.updatedAt());
  }
}
