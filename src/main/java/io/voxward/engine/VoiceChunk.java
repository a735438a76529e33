package io.voxward.engine;

import io.voxward.engine.embedding.Embedding;

/**
 * The voice of one stretch of a recording or call, with its time.
 *
 * @param fromSeconds when the stretch begins in the recording or call, pauses counted, in seconds
 * @param toSeconds when it ends
 * @param speechSeconds how much of that is speech
 * @param embedding the voice
 */
public record VoiceChunk(
    double fromSeconds, double toSeconds, double speechSeconds, Embedding embedding) {

  /** Refuses a stretch that ends before it begins. */
  public VoiceChunk {
    if (!(fromSeconds >= 0) || !(toSeconds >= fromSeconds) || !(speechSeconds > 0)) {
      throw new IllegalArgumentException(
          "not a stretch of time: " + fromSeconds + ".." + toSeconds + " s");
    }
  }
}
