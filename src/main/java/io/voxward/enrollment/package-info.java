/** How speech becomes a voiceprint: live or from a recording, past the guard. */
@NullMarked
package io.voxward.enrollment;

import org.jspecify.annotations.NullMarked;
