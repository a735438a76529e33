package io.voxward.wire.audiohook;

/**
 * A message of the platform with what all of them have.
 *
 * @param seq counts this side's messages
 * @param serverSeq the last of our messages that it had seen
 */
record Envelope(String id, long seq, long serverSeq, ClientMessage message) {}
