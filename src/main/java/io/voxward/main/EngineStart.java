package io.voxward.main;

import io.voxward.engine.EngineOptions;
import io.voxward.engine.VoiceEngine;
import io.voxward.engine.onnx.ModelSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Opens the engine beside everything else that a start does: loading the networks takes about as
 * long as all the rest, so {@link Voxward} begins with it and the service takes it over once it
 * gets there. Where nothing was begun (tests, or another model is configured) it is opened when
 * asked.
 */
final class EngineStart {
  /** The product's own engine, once somebody began to open it; completed at most once. */
  private static final CompletableFuture<CompletableFuture<VoiceEngine>> BEGUN =
      new CompletableFuture<>();

  private EngineStart() {}

  /** Begins to open the engine with the models of the product. */
  static void begin() {
    BEGUN.complete(CompletableFuture.supplyAsync(() -> open(Optional.empty())));
  }

  /**
   * The engine.
   *
   * @param speakerModel the folder of the operator's own speaker model, if one is configured
   * @param previous the model that it takes the place of, while that is needed
   * @throws io.voxward.engine.onnx.ModelRefusedException if a model and its card disagree
   */
  static VoiceEngine take(Optional<Path> speakerModel, Optional<ModelSource> previous) {
    VoiceEngine engine = take(speakerModel);
    try {
      return previous.map(engine::withPrevious).orElse(engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static VoiceEngine take(Optional<Path> speakerModel) {
    if (!BEGUN.isDone()) {
      return open(speakerModel);
    }
    VoiceEngine begun = finished(BEGUN.join());
    if (speakerModel.isEmpty()) {
      return begun;
    }
    begun.close();
    return open(speakerModel);
  }

  private static VoiceEngine finished(CompletableFuture<VoiceEngine> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static VoiceEngine open(Optional<Path> speakerModel) {
    EngineOptions options = EngineOptions.bundled();
    return VoiceEngine.open(
        speakerModel
            .map(folder -> options.withSpeakerModel(ModelSource.folder(folder)))
            .orElse(options));
  }
}
