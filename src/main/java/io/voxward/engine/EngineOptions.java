package io.voxward.engine;

import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.SpeechOptions;

/**
 * Everything about an engine that can be chosen.
 *
 * @param speakerModel which model tells voices apart
 * @param speechModel which Silero VAD finds speech
 * @param speech when sound counts as speech
 * @param call how a live call is followed
 * @param pool how many networks run at a time and how much work may wait
 * @param trace sees every intermediate result
 */
public record EngineOptions(
    ModelSource speakerModel,
    ModelSource speechModel,
    SpeechOptions speech,
    CallOptions call,
    InferencePool.Size pool,
    Trace trace) {

  /** The folder of the speaker model that travels with the product. */
  public static final String SPEAKER_MODEL = "campplus-zh-en-common";

  /** The folder of the model of voice activity that travels with the product. */
  public static final String SPEECH_MODEL = "silero-vad";

  /** The models that travel with the product, with all defaults. */
  public static EngineOptions bundled() {
    return new EngineOptions(
        ModelSource.bundled(SPEAKER_MODEL),
        ModelSource.bundled(SPEECH_MODEL),
        SpeechOptions.DEFAULT,
        CallOptions.DEFAULT,
        InferencePool.Size.forThisMachine(),
        Trace.NONE);
  }

  /** The same with another speaker model. */
  public EngineOptions withSpeakerModel(ModelSource source) {
    return new EngineOptions(source, speechModel, speech, call, pool, trace);
  }

  /** The same with other options of speech. */
  public EngineOptions withSpeech(SpeechOptions options) {
    return new EngineOptions(speakerModel, speechModel, options, call, pool, trace);
  }

  /** The same with a pool of another size. */
  public EngineOptions withPool(InferencePool.Size size) {
    return new EngineOptions(speakerModel, speechModel, speech, call, size, trace);
  }

  /** The same with a sink for intermediate results. */
  public EngineOptions withTrace(Trace sink) {
    return new EngineOptions(speakerModel, speechModel, speech, call, pool, sink);
  }
}
