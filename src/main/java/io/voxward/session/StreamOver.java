package io.voxward.session;

import java.time.Instant;

/**
 * A stream that is over.
 *
 * @param number which one of its session, from 1
 * @param why why it ended
 * @param at when it ended
 */
record StreamOver(int number, StreamEnd why, Instant at) {}
