package io.voxward.engine.gallery;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.ComparisonKind;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayList;
import java.util.List;

/**
 * Many voices of one model, held in memory to be compared with one voice. A search is exact: every
 * voice is compared. It is a set of biometric templates: it shows nothing of them, is not
 * serializable and goes to no log. Immutable, safe to share between threads.
 */
public final class Gallery {
  private final ModelId model;
  private final Blocks blocks;
  private final NetSpeech[] speech;
  private final DotProducts products;

  /**
   * One voice of a gallery.
   *
   * @param speech the net speech behind it
   */
  public record Voice(Embedding embedding, NetSpeech speech) {}

  private Gallery(ModelId model, Blocks blocks, NetSpeech[] speech, DotProducts products) {
    this.model = model;
    this.blocks = blocks;
    this.speech = speech;
    this.products = products;
  }

  /**
   * A gallery of these voices, in this order.
   *
   * @throws IllegalArgumentException if a voice is of another model or dimension than the first
   */
  public static Gallery of(ModelId model, List<Voice> voices) {
    return of(model, voices, DotProducts.FAST);
  }

  static Gallery of(ModelId model, List<Voice> voices, DotProducts products) {
    List<float[]> vectors = new ArrayList<>(voices.size());
    NetSpeech[] speech = new NetSpeech[voices.size()];
    for (Voice voice : voices) {
      if (!voice.embedding().model().equals(model)) {
        throw new IllegalArgumentException(
            "a voice of " + voice.embedding().model() + " in a gallery of " + model);
      }
      speech[vectors.size()] = voice.speech();
      vectors.add(voice.embedding().vector());
    }
    int dimension = vectors.isEmpty() ? 0 : vectors.getFirst().length;
    return new Gallery(model, Blocks.of(dimension, vectors), speech, products);
  }

  /** How many voices there are. */
  public int size() {
    return speech.length;
  }

  /** The model of all voices. */
  public ModelId model() {
    return model;
  }

  /** A voice as it was put in; so that a gallery can be made out of another. */
  public Voice voice(int row) {
    return new Voice(Embedding.ofDirection(blocks.row(row), model), speech[row]);
  }

  /** How much memory the voices take, in bytes. */
  public long bytes() {
    return (long) blocks.numbers().length * Float.BYTES;
  }

  /**
   * The cosine of a voice with each voice of the gallery.
   *
   * @throws IllegalArgumentException if it is of another model
   */
  public float[] cosines(Embedding probe) {
    if (!probe.model().equals(model)) {
      throw new IllegalArgumentException(
          "a voice of " + probe.model() + " cannot be searched in a gallery of " + model);
    }
    if (size() == 0) {
      return new float[0];
    }
    float[] vector = probe.vector();
    if (vector.length != blocks.dimension()) {
      throw new IllegalArgumentException("the voice has another dimension than the gallery");
    }
    return products.of(blocks, vector);
  }

  /**
   * How strongly each comparison speaks for one speaker, with the net speech of both sides counted.
   *
   * @param probeSpeech the net speech behind the voice searched for
   */
  public LogLikelihoodRatio[] ratios(
      Embedding probe, NetSpeech probeSpeech, Calibration calibration) {
    if (calibration.origin().kind() != ComparisonKind.COSINE) {
      throw new IllegalArgumentException("a gallery compares by cosine, not by " + calibration);
    }
    float[] cosines = cosines(probe);
    LogLikelihoodRatio[] ratios = new LogLikelihoodRatio[cosines.length];
    for (int row = 0; row < ratios.length; row++) {
      ratios[row] = calibration.llr(Math.clamp(cosines[row], -1f, 1f), speech[row], probeSpeech);
    }
    return ratios;
  }

  /** How many, and the model; never a voice. */
  @Override
  public String toString() {
    return "Gallery[" + size() + " voices of " + model + "]";
  }
}
