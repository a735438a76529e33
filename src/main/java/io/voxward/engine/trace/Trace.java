package io.voxward.engine.trace;

import java.util.function.Supplier;

/**
 * Where the engine shows its intermediate results: probabilities of speech, segments, features,
 * embeddings of chunks, scores. A stage names what it shows by its {@link Stage} and hands a
 * supplier, asked only by a sink that is on. A stage on a hot path asks {@link #isOn()} first, so
 * that not even the supplier is made.
 *
 * <p>What is shown is voice data: a sink must treat it as such. Sinks are called on the engine's
 * threads and must be safe for use by several at once.
 */
public interface Trace {

  /** The sink nobody listens to. */
  Trace NONE = new Silent();

  /** True if somebody listens; false means that {@link #show} does nothing. */
  boolean isOn();

  /**
   * Shows one intermediate result.
   *
   * @param stage the step of the pipeline that made it
   * @param result makes the value to show; never asked while {@link #isOn()} is false. The value is
   *     the engine's own object and must not be changed
   */
  void show(Stage stage, Supplier<?> result);

  /** The steps of the pipeline that can be observed, in the order they happen. */
  enum Stage {
    /** The probability of speech of each window: {@code float[]}. */
    SPEECH_PROBABILITIES,
    /** The parts of a recording that are speech: {@code SpeechSegments}. */
    SPEECH_SEGMENTS,
    /** The speech alone, at the rate of the model: {@code PcmAudio}. */
    MODEL_AUDIO,
    /** The mel energies before the mean is subtracted: {@code FeatureMatrix}. */
    FEATURES,
    /** The mel energies as the network sees them: {@code FeatureMatrix}. */
    NORMALISED_FEATURES,
    /** The vector of one recording or chunk of a call: {@code Embedding}. */
    EMBEDDING
  }
}
