/**
 * Plain sound over a WebSocket, as jambonz, FreeSWITCH, Vonage and Asterisk send it: one profile
 * each for how the call is announced, one socket each, one way for the sound.
 */
@NullMarked
package io.voxward.wire.l16;

import org.jspecify.annotations.NullMarked;
