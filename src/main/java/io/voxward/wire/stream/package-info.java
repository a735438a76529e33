/** Live audio: the WebSocket of a session, its messages, limits and close codes. */
@NullMarked
package io.voxward.wire.stream;

import org.jspecify.annotations.NullMarked;
