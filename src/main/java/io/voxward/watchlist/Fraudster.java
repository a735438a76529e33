package io.voxward.watchlist;

import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import java.time.Instant;
import java.util.List;

/**
 * Somebody whose voice is known from a fraud.
 *
 * @param watchlists the lists they are on, at least one, by id
 * @param remarks what analysts wrote down
 */
public record Fraudster(
    TenantId tenant,
    DomainId domain,
    GeneratedFraudsterId id,
    List<WatchlistId> watchlists,
    FraudsterRemarks remarks,
    Instant createdAt,
    Instant updatedAt) {
  /** Keeps an unmodifiable copy. */
  public Fraudster {
    watchlists = List.copyOf(watchlists);
  }
}
