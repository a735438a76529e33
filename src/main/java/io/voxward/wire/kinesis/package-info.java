/**
 * Calls of Amazon Connect: their audio is fetched from Kinesis Video Streams, where Connect writes
 * it, and handed to their sessions.
 */
@NullMarked
package io.voxward.wire.kinesis;

import org.jspecify.annotations.NullMarked;
