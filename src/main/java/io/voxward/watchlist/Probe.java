package io.voxward.watchlist;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;

/**
 * A voice to be searched for, as one model made it.
 *
 * @param voice as the engine made it
 * @param speech the net speech behind it
 */
public record Probe(Embedding voice, NetSpeech speech) {
  /** The model and how much speech; never the voice. */
  @Override
  public String toString() {
    return "Probe[" + voice.model() + ", " + speech + "]";
  }
}
