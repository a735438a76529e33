/**
 * Where people speak: probabilities of speech by Silero VAD, segments with hysteresis and padding,
 * and the seconds of net speech that everything else counts in.
 */
@NullMarked
package io.voxward.engine.vad;

import org.jspecify.annotations.NullMarked;
