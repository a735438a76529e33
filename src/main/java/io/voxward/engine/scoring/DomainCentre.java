package io.voxward.engine.scoring;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import java.util.List;

/**
 * The mean embedding of a domain's own speech. What all its callers share (the line, the language)
 * lies in it; subtracting it before the cosine leaves what tells them apart. A choice, off by
 * default: docs/accuracy.md shows what it does.
 */
public final class DomainCentre {
  private final ModelId model;
  private final float[] mean;

  private DomainCentre(ModelId model, float[] mean) {
    this.model = model;
    this.mean = mean;
  }

  /**
   * The centre of some embeddings, best one per speaker.
   *
   * @throws IllegalArgumentException for no embeddings or embeddings of different models
   */
  public static DomainCentre of(List<Embedding> embeddings) {
    if (embeddings.isEmpty()) {
      throw new IllegalArgumentException("a centre needs at least one embedding");
    }
    Embedding first = embeddings.getFirst();
    float[] sum = new float[first.dimension()];
    for (Embedding embedding : embeddings) {
      requireModel(first.model(), embedding);
      float[] vector = embedding.vector();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= embeddings.size();
    }
    return new DomainCentre(first.model(), sum);
  }

  /** The cosine of the two sides as seen from the centre; zero when a side lies on the centre. */
  public RawScore compare(Embedding enrolled, Embedding test) {
    requireModel(model, enrolled);
    requireModel(model, test);
    float[] one = enrolled.vector();
    float[] other = test.vector();
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < mean.length; i++) {
      double a = one[i] - mean[i];
      double b = other[i] - mean[i];
      dot += a * b;
      left += a * a;
      right += b * b;
    }
    double norm = Math.sqrt(left * right);
    return new RawScore(norm == 0 ? 0 : dot / norm);
  }

  private static void requireModel(ModelId model, Embedding embedding) {
    if (!embedding.model().equals(model)) {
      throw new IllegalArgumentException(
          "embeddings of " + model + " and " + embedding.model() + " cannot be compared");
    }
  }

  /** Says the model, never the values. */
  @Override
  public String toString() {
    return "DomainCentre[" + model + "]";
  }
}
