package io.voxward.watchlist;

import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.watchlist.store.WatchlistRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives every new domain its default watchlist. */
@ApplicationScoped
public class DefaultWatchlists implements DomainStep {
  /** The name of every default watchlist; it cannot be changed. */
  static final String NAME = "default";

  private final WatchlistRepository rows;

  /** Keeps watchlists in {@code rows}. */
  public DefaultWatchlists(WatchlistRepository rows) {
    this.rows = rows;
  }

  @Override
  public void created(Domain domain) {
    rows.insertDefault(
        domain.tenant(), domain.id(), domain.defaultWatchlist(), NAME, domain.createdAt());
  }
}
