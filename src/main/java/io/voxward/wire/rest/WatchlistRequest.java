package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.watchlist.WatchlistDraft;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a watchlist; on a change a member left out stays as it is.
 *
 * @param description {@code null} removes it
 */
public record WatchlistRequest(@Nullable String name, @Nullable JsonNode description) {

  /** A new watchlist. */
  WatchlistDraft draft() {
    return new WatchlistDraft(
        Body.required("name", name), Body.text("description", description, null));
  }

  /** The watchlist as it will be, from what it was. */
  WatchlistDraft on(WatchlistDraft before) {
    return new WatchlistDraft(
        name == null ? before.name() : name,
        Body.text("description", description, before.description()));
  }
}
