/** Jobs and their items as rows. */
@NullMarked
package io.voxward.job.store;

import org.jspecify.annotations.NullMarked;
