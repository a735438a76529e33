/** The front end of the speaker model: Kaldi's log mel filter bank, whole or as a stream. */
@NullMarked
package io.voxward.engine.fbank;

import org.jspecify.annotations.NullMarked;
