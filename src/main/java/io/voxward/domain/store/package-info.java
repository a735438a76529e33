/** Domains as rows. */
@NullMarked
package io.voxward.domain.store;

import org.jspecify.annotations.NullMarked;
