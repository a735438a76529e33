package io.voxward.evaluation;

import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.session.SessionSettings;
import io.voxward.session.SettingsCheck;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Refuses sessions that would look for fraudsters on a list that is not there: nobody would be
 * found, and every call would be of low risk.
 */
@ApplicationScoped
public class WatchlistCheck implements SettingsCheck {
  private final Watchlists watchlists;

  /** Asks {@code watchlists}. */
  public WatchlistCheck(Watchlists watchlists) {
    this.watchlists = watchlists;
  }

  @Override
  public void require(Domain domain, SessionSettings settings) {
    WatchlistId named = settings.watchlistId();
    if (named != null) {
      WatchlistId _ = watchlists.requireOrDefault(domain, named);
    }
  }
}
