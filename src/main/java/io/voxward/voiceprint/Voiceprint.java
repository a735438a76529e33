package io.voxward.voiceprint;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.vad.NetSpeech;
import java.time.Instant;

/**
 * What is kept of a voice, opened for a comparison.
 *
 * @param embedding in the space of its domain: it can be compared only with what {@link
 *     Voiceprints#inDomainSpace} makes, and tells nothing in another domain
 * @param netSpeech how much speech it was made from
 */
public record Voiceprint(Embedding embedding, NetSpeech netSpeech, Instant createdAt) {
  /** The model only; never the voice. */
  @Override
  public String toString() {
    return "Voiceprint[" + embedding.model() + ", hidden]";
  }
}
