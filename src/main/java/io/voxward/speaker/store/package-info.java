/** Speakers as rows. */
@NullMarked
package io.voxward.speaker.store;

import org.jspecify.annotations.NullMarked;
