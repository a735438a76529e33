package io.voxward.engine.embedding;

import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.onnx.FloatTensor;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A speaker model in an ONNX file, run as its card says. */
public final class OnnxEmbeddingModel implements EmbeddingModel {

  /** The most stretches in one run: larger batches gain nothing and hold the thread longer. */
  static final int LARGEST_BATCH = 8;

  private final ModelCard card;
  private final OnnxModel model;
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();

  private record Memory(FloatTensor input, FloatTensor output) {}

  private OnnxEmbeddingModel(ModelCard card, OnnxModel model) {
    this.card = card;
    this.model = model;
  }

  /**
   * Loads the network and checks that it is what its card says.
   *
   * @throws io.voxward.engine.onnx.ModelRefusedException naming what disagrees
   */
  public static OnnxEmbeddingModel open(ModelFile file) {
    ModelCard card = ModelCard.of(file.card());
    OnnxModel model = OnnxModel.open(file, Set.of(card.output()));
    try {
      int bins = card.fbank().bins();
      switch (card.layout()) {
        case FRAMES_FIRST -> model.requireInput(card.input(), OnnxModel.ANY, OnnxModel.ANY, bins);
        case BINS_FIRST -> model.requireInput(card.input(), OnnxModel.ANY, bins, OnnxModel.ANY);
      }
      model.requireOutput(card.output(), OnnxModel.ANY, card.dimension());
      OnnxEmbeddingModel opened = new OnnxEmbeddingModel(card, model);
      opened.probe(file);
      return opened;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Runs the network once: a file may leave its sizes open and fail only when it runs. */
  private void probe(ModelFile file) {
    int bins = card.fbank().bins();
    FeatureMatrix silence = new FeatureMatrix(PROBE_FRAMES, bins, new float[PROBE_FRAMES * bins]);
    try {
      run(List.of(silence));
    } catch (IllegalStateException e) {
      throw file.refusedToRun(e);
    }
  }

  private static final int PROBE_FRAMES = 200;

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Embedding embed(FeatureMatrix features) {
    return embed(List.of(features)).getFirst();
  }

  @Override
  public List<Embedding> embed(List<FeatureMatrix> features) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int i = 0; i < features.size(); i++) {
      requireFit(features.get(i));
      byLength.computeIfAbsent(features.get(i).frames(), length -> new ArrayList<>()).add(i);
    }
    Embedding[] embeddings = new Embedding[features.size()];
    for (List<Integer> alike : byLength.values()) {
      for (int from = 0; from < alike.size(); from += LARGEST_BATCH) {
        List<Integer> batch = alike.subList(from, Math.min(alike.size(), from + LARGEST_BATCH));
        List<float[]> vectors = run(batch.stream().map(features::get).toList());
        for (int i = 0; i < batch.size(); i++) {
          embeddings[batch.get(i)] = Embedding.ofDirection(vectors.get(i), card.id());
        }
      }
    }
    return List.of(embeddings);
  }

  private void requireFit(FeatureMatrix features) {
    if (features.bins() != card.fbank().bins() || features.frames() < card.minimumFrames()) {
      throw new IllegalArgumentException(
          card.id()
              + " takes at least "
              + card.minimumFrames()
              + " frames of "
              + card.fbank().bins()
              + " bins, not "
              + features.frames()
              + " of "
              + features.bins());
    }
  }

  private List<float[]> run(List<FeatureMatrix> batch) {
    Memory taken = idle.poll();
    Memory memory = taken == null ? new Memory(new FloatTensor(), new FloatTensor()) : taken;
    fill(memory.input, batch);
    memory.output.shaped(batch.size(), card.dimension());
    model.run(Map.of(card.input(), memory.input), Map.of(card.output(), memory.output));
    List<float[]> vectors = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      float[] vector = new float[card.dimension()];
      memory.output.get(i * vector.length, vector, 0, vector.length);
      vectors.add(vector);
    }
    idle.add(memory);
    return vectors;
  }

  private void fill(FloatTensor input, List<FeatureMatrix> batch) {
    int frames = batch.getFirst().frames();
    int bins = card.fbank().bins();
    switch (card.layout()) {
      case FRAMES_FIRST -> {
        input.shaped(batch.size(), frames, bins);
        for (int i = 0; i < batch.size(); i++) {
          input.put(i * frames * bins, batch.get(i).data(), 0, frames * bins);
        }
      }
      case BINS_FIRST -> {
        input.shaped(batch.size(), bins, frames);
        for (int i = 0; i < batch.size(); i++) {
          input.put(i * frames * bins, turned(batch.get(i)), 0, frames * bins);
        }
      }
    }
  }

  private static float[] turned(FeatureMatrix features) {
    float[] turned = new float[features.frames() * features.bins()];
    for (int frame = 0; frame < features.frames(); frame++) {
      for (int bin = 0; bin < features.bins(); bin++) {
        turned[bin * features.frames() + frame] = features.data()[frame * features.bins() + bin];
      }
    }
    return turned;
  }

  @Override
  public void close() {
    model.close();
    for (Memory memory = idle.poll(); memory != null; memory = idle.poll()) {
      memory.input.erase();
      memory.output.erase();
    }
  }

  @Override
  public String toString() {
    return "OnnxEmbeddingModel[" + card.id() + "]";
  }
}
