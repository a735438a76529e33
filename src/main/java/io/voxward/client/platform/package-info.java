/**
 * Contact-center platforms as they speak to the service: their handshakes, texts and frames,
 * without a socket.
 */
@NullMarked
package io.voxward.client.platform;

import org.jspecify.annotations.NullMarked;
