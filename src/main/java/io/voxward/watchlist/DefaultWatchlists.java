package io.voxward.watchlist;

import io.voxward.domain.Domain;
import io.voxward.domain.DomainStep;
import io.voxward.watchlist.store.GalleryStates;
import io.voxward.watchlist.store.WatchlistRepository;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives every new domain its default watchlist and its empty gallery. */
@ApplicationScoped
public class DefaultWatchlists implements DomainStep {
  /** The name of every default watchlist; it cannot be changed. */
  static final String NAME = "default";

  private final WatchlistRepository rows;
  private final GalleryStates states;

  /** Keeps watchlists in {@code rows}. */
  public DefaultWatchlists(WatchlistRepository rows, GalleryStates states) {
    this.rows = rows;
    this.states = states;
  }

  @Override
  public void created(Domain domain) {
    rows.insert(
        new Watchlist(
            domain.tenant(),
            domain.id(),
            domain.defaultWatchlist(),
            new WatchlistDraft(NAME, null),
            true,
            domain.createdAt(),
            domain.createdAt()));
    states.create(domain.tenant(), domain.id());
  }
}
