package io.voxward.voiceprint;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.time.Instant;

/**
 * What is kept of a voice, opened for a comparison.
 *
 * @param embedding in a space of its domain: it can be compared only with what {@link #inSpace}
 *     makes, and tells nothing in another domain
 * @param netSpeech how much speech it was made from
 * @param space the space it is in
 */
public record Voiceprint(
    Embedding embedding, NetSpeech netSpeech, Instant createdAt, DomainSpace space) {
  /**
   * An embedding just made, in the space of this print: their cosine is what it would be without
   * the transform.
   */
  public Embedding inSpace(Embedding made) {
    return space.turn(made);
  }

  /** The model only; never the voice. */
  @Override
  public String toString() {
    return "Voiceprint[" + embedding.model() + ", hidden]";
  }
}
