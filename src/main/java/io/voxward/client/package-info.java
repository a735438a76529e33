/**
 * A small Java client of the public interfaces: REST under {@code /api/v1} and live streams. It
 * knows nothing of the service but what docs/api says, so the demo and {@code lab load} that use it
 * see what any other program would see.
 */
@NullMarked
package io.voxward.client;

import org.jspecify.annotations.NullMarked;
