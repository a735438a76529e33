package io.voxward.watchlist;

import io.voxward.domain.PurgeStep;
import io.voxward.watchlist.store.FraudsterRepository;
import io.voxward.watchlist.store.GalleryStates;
import io.voxward.watchlist.store.WatchlistRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the fraudsters and watchlists of a domain that is purged. */
@ApplicationScoped
public class WatchlistsPurge implements PurgeStep {
  private final FraudsterRepository fraudsters;
  private final WatchlistRepository watchlists;
  private final GalleryStates galleries;

  /** Removes from {@code fraudsters}, {@code watchlists}, {@code galleries}. */
  public WatchlistsPurge(
      FraudsterRepository fraudsters, WatchlistRepository watchlists, GalleryStates galleries) {
    this.fraudsters = fraudsters;
    this.watchlists = watchlists;
    this.galleries = galleries;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        new Part("fraudsters", fraudsters::countOf, fraudsters::purge),
        new Part("watchlists", watchlists::countOf, watchlists::purge),
        new Part("galleries", galleries::countOf, galleries::purge));
  }
}
