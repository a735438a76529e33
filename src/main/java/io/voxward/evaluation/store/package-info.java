/** Decision records as rows. */
@NullMarked
package io.voxward.evaluation.store;

import org.jspecify.annotations.NullMarked;
