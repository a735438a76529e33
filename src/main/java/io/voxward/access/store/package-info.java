/** Access keys and tokens as rows. */
@NullMarked
package io.voxward.access.store;

import org.jspecify.annotations.NullMarked;
