/** Searching one voice among many: every voice is compared, plainly and fast. */
@NullMarked
package io.voxward.engine.gallery;

import org.jspecify.annotations.NullMarked;
