/** Watchlists as rows. */
@NullMarked
package io.voxward.watchlist.store;

import org.jspecify.annotations.NullMarked;
