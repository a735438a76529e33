/**
 * Asterisk AudioSocket over TCP: frames of sound under a UUID that was announced over REST, and
 * silence sent back.
 */
@NullMarked
package io.voxward.wire.audiosocket;

import org.jspecify.annotations.NullMarked;
