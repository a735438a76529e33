package io.voxward.common;

/** Identifies a watchlist: 22 letters and digits. */
public record WatchlistId(String value) {
  /** Refuses a value of another form. */
  public WatchlistId {
    value = Alphanumeric.check("watchlistId", value);
  }

  /** A new unpredictable identifier. */
  public static WatchlistId random() {
    return new WatchlistId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
