/** The wrapped secrets of domains, as rows. */
@NullMarked
package io.voxward.keys.store;

import org.jspecify.annotations.NullMarked;
