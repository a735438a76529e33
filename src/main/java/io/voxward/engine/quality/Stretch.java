package io.voxward.engine.quality;

import io.voxward.engine.embedding.Embedding;

/**
 * A few seconds of speech and the voice in them.
 *
 * @param recording its place in the list, from 0
 * @param fromSeconds when it begins in the recording, pauses counted
 * @param toSeconds when it ends
 * @param speechSeconds how much of it is speech
 * @param voice the voice
 */
record Stretch(
    int recording, double fromSeconds, double toSeconds, double speechSeconds, Embedding voice) {}
