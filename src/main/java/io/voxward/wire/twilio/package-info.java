/**
 * Twilio Media Streams, and the same protocol as Telnyx, SignalWire and Exotel spell it: its
 * messages, the order of its audio, and how an account proves itself.
 */
@NullMarked
package io.voxward.wire.twilio;

import org.jspecify.annotations.NullMarked;
