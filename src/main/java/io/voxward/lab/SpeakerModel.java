package io.voxward.lab;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.onnx.ModelSource;

/** The speaker model that a command measures: the product's own, or one by file and card. */
public final class SpeakerModel {
  /** Names the folder of another model. */
  public static final LabCommand.Option OPTION =
      new LabCommand.Option(
          "--model", "DIR", "another speaker model: card.properties and model.onnx in a folder");

  private SpeakerModel() {}

  /** The engine's options with the model that the arguments name. */
  public static EngineOptions chosen(Arguments arguments) {
    EngineOptions bundled = EngineOptions.bundled();
    return arguments
        .path(OPTION.name())
        .map(folder -> bundled.withSpeakerModel(ModelSource.folder(folder)))
        .orElse(bundled);
  }
}
