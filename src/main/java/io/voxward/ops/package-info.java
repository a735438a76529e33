/** What operators look at: whether the store fits the running code, and whether the node serves. */
@NullMarked
package io.voxward.ops;

import org.jspecify.annotations.NullMarked;
