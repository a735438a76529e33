/** Sound: recordings and live streams in every form we take, and the change of sampling rate. */
@NullMarked
package io.voxward.engine.audio;

import org.jspecify.annotations.NullMarked;
