package io.voxward.engine;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;

/** The voice of a call as far as it is known. */
public sealed interface VoiceSoFar {

  /** Not a whole second of speech was embedded yet. */
  record NotYet() implements VoiceSoFar {}

  /**
   * A voice.
   *
   * @param embedding the middle of all stretches embedded so far
   * @param netSpeech the speech behind it, in whole seconds; the call may have heard more already
   */
  record Known(Embedding embedding, NetSpeech netSpeech) implements VoiceSoFar {}
}
