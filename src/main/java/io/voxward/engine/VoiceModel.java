package io.voxward.engine;

import io.voxward.engine.embedding.EmbeddingModel;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.ModelCard;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.embedding.OnnxEmbeddingModel;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.SpeechDetector;
import java.util.List;

/**
 * One speaker model of an engine, with the front end that its card asks for. While a model takes
 * the place of another an engine has two of them: what they make cannot be compared with each
 * other.
 */
public final class VoiceModel {
  private final EmbeddingModel model;
  private final FrontEnd frontEnd;
  private final WholeRecordings recordings;

  private VoiceModel(EmbeddingModel model, SpeechDetector detector, Trace trace) {
    this.model = model;
    this.frontEnd = new FrontEnd(model.card(), trace);
    this.recordings = new WholeRecordings(detector, frontEnd, model, trace);
  }

  /** Loads a model whose speech {@code detector} finds. */
  static VoiceModel open(ModelSource source, SpeechDetector detector, Trace trace) {
    return new VoiceModel(OnnxEmbeddingModel.open(ModelFile.load(source)), detector, trace);
  }

  /** Which model it is. */
  public ModelId id() {
    return model.card().id();
  }

  /** The card of the model. */
  public ModelCard card() {
    return model.card();
  }

  /** The one voice in several recordings whose speech was found before, by this model. */
  public Extraction extract(List<SpeechAnalysis> analysed) {
    return recordings.extract(analysed);
  }

  EmbeddingModel network() {
    return model;
  }

  FrontEnd frontEnd() {
    return frontEnd;
  }

  WholeRecordings recordings() {
    return recordings;
  }

  void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "VoiceModel[" + id() + "]";
  }
}
