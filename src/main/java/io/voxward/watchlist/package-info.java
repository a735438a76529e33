/** Watchlists: the lists of fraudsters that a domain's calls are compared with. */
@NullMarked
package io.voxward.watchlist;

import org.jspecify.annotations.NullMarked;
