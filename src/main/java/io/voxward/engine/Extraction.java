package io.voxward.engine;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;

/** What became of asking for the voice in some sound. */
public sealed interface Extraction {

  /** How much speech was found. */
  NetSpeech netSpeech();

  /**
   * The voice.
   *
   * @param embedding the vector of the voice
   * @param netSpeech the speech behind it
   */
  record Voice(Embedding embedding, NetSpeech netSpeech) implements Extraction {}

  /**
   * Too little speech to say anything.
   *
   * @param netSpeech what there was
   * @param needed what is needed at least
   */
  record TooLittleSpeech(NetSpeech netSpeech, NetSpeech needed) implements Extraction {}
}
