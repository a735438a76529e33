package io.voxward.lab.verify;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;

/**
 * One side of a comparison.
 *
 * @param speaker whose voice the lists say it is
 * @param embedding the voice
 * @param speech the speech behind it
 */
public record Side(String speaker, Embedding embedding, NetSpeech speech) {}
