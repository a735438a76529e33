/** What every feature shares: ids, pages, the clock, randomness and the sealed failure. */
@NullMarked
package io.voxward.common;

import org.jspecify.annotations.NullMarked;
