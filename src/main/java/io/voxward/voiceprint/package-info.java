/** Voiceprints: sealed embeddings in their domain's own space. */
@NullMarked
package io.voxward.voiceprint;

import org.jspecify.annotations.NullMarked;
