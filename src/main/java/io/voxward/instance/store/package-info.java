/** Instances as rows. */
@NullMarked
package io.voxward.instance.store;

import org.jspecify.annotations.NullMarked;
