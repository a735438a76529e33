/** Voiceprints as rows. */
@NullMarked
package io.voxward.voiceprint.store;

import org.jspecify.annotations.NullMarked;
