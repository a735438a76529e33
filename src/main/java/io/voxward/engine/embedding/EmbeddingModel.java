package io.voxward.engine.embedding;

import io.voxward.engine.fbank.FeatureMatrix;
import java.util.List;

/**
 * A network that turns the mel energies of speech into an embedding. Safe for use by several
 * threads; each call computes on the thread that makes it.
 */
public interface EmbeddingModel extends AutoCloseable {

  /** What the model is and which features it expects. */
  ModelCard card();

  /**
   * The embedding of one stretch of speech.
   *
   * @param features as the card asks for: mean subtracted, masked; see {@link FrontEnd}
   * @throws IllegalArgumentException with fewer frames than the card's minimum or other bins than
   *     its
   */
  Embedding embed(FeatureMatrix features);

  /**
   * The embeddings of several stretches, in their order. Those of equal length share runs of the
   * network; none is padded.
   */
  List<Embedding> embed(List<FeatureMatrix> features);

  /** Frees the network, after the runs in progress. */
  @Override
  void close();
}
