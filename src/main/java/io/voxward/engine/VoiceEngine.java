package io.voxward.engine;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.EmbeddingModel;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.ModelCard;
import io.voxward.engine.embedding.OnnxEmbeddingModel;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.SpeechDetector;
import io.voxward.engine.vad.VoiceActivity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The engine: the models loaded once, whole recordings and live calls. Safe for use by any number
 * of threads. Every method computes on the thread that calls it; a server calls them through {@link
 * #pool}, which bounds how many networks run at a time.
 */
public final class VoiceEngine implements AutoCloseable {
  private final EngineOptions options;
  private final SpeechDetector detector;
  private final EmbeddingModel model;
  private final FrontEnd frontEnd;
  private final WholeRecordings recordings;
  private final InferencePool pool;

  private VoiceEngine(EngineOptions options, SpeechDetector detector, EmbeddingModel model) {
    this.options = options;
    this.detector = detector;
    this.model = model;
    this.frontEnd = new FrontEnd(model.card(), options.trace());
    this.recordings = new WholeRecordings(detector, frontEnd, model, options.trace());
    this.pool = new InferencePool(options.pool());
  }

  /**
   * Loads the models and starts the pool.
   *
   * @throws io.voxward.engine.onnx.ModelRefusedException if a model and its card disagree, naming
   *     card, file and what disagrees
   */
  public static VoiceEngine open(EngineOptions options) {
    SpeechDetector detector =
        new SpeechDetector(
            ModelFile.load(options.speechModel()), options.speech(), options.trace());
    try {
      EmbeddingModel model = OnnxEmbeddingModel.open(ModelFile.load(options.speakerModel()));
      return new VoiceEngine(options, detector, model);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  /** The card of the speaker model. */
  public ModelCard card() {
    return model.card();
  }

  /** The speaker model itself, for measuring. */
  public EmbeddingModel model() {
    return model;
  }

  /** The front end of the speaker model, for measuring. */
  public FrontEnd frontEnd() {
    return frontEnd;
  }

  /** The detector of speech, for measuring and for guards. */
  public SpeechDetector detector() {
    return detector;
  }

  /** Where a server runs the engine's work. */
  public InferencePool pool() {
    return pool;
  }

  /** Finds the speech in a recording. */
  public SpeechAnalysis analyse(PcmAudio recording) {
    return recordings.analyse(recording);
  }

  /** The voice in a recording. */
  public Extraction extract(PcmAudio recording) {
    return extract(List.of(recordings.analyse(recording)));
  }

  /** The one voice in several recordings whose speech was found before. */
  public Extraction extract(List<SpeechAnalysis> analysed) {
    return recordings.extract(analysed);
  }

  /**
   * The voice of each stretch of a recording's speech.
   *
   * @param recording whose speech was found before
   * @param chunkSeconds how much speech each stretch has
   * @param stepSeconds how much later the next begins
   */
  public List<VoiceChunk> chunks(
      SpeechAnalysis recording, double chunkSeconds, double stepSeconds) {
    return recordings.chunks(recording, chunkSeconds, stepSeconds);
  }

  /**
   * A new call.
   *
   * @param rate 8000 or 16000 Hz
   */
  public CallVoice newCall(SampleRate rate) {
    return new CallVoice(rate, options.call(), detector, frontEnd, model.card().id());
  }

  /**
   * Finds the speech in what the calls have heard, the windows of all calls together. Calls that
   * another thread is listening to are left out.
   *
   * @return how many windows the network judged
   */
  public int listen(Collection<CallVoice> calls) {
    List<CallVoice> taken = new ArrayList<>();
    List<VoiceActivity> streams = new ArrayList<>();
    try {
      for (CallVoice call : calls) {
        Optional<VoiceActivity> stream = call.beginListening();
        if (stream.isPresent()) {
          taken.add(call);
          streams.add(stream.get());
        }
      }
      return detector.step(streams);
    } finally {
      taken.forEach(CallVoice::endListening);
    }
  }

  /**
   * Embeds the next second of speech of each call that has one, those of all calls together.
   *
   * @return the calls whose voice is better known now
   */
  public List<CallVoice> embedDue(Collection<CallVoice> calls) {
    List<CallVoice> due = new ArrayList<>();
    List<SpeechStretches.Step> steps = new ArrayList<>();
    for (CallVoice call : calls) {
      call.nextStep()
          .ifPresent(step -> {
            due.add(call);
            steps.add(step);
          });
    }
    try {
      List<Embedding> embeddings = model.embed(features(steps));
      for (int i = 0; i < steps.size(); i++) {
        Embedding embedding = embeddings.get(i);
        due.get(i).embedded(steps.get(i), embedding);
        if (options.trace().isOn()) {
          options.trace().show(Trace.Stage.EMBEDDING, () -> embedding);
        }
      }
      return due;
    } finally {
      for (int i = 0; i < steps.size(); i++) {
        due.get(i).givenUp(steps.get(i));
      }
    }
  }

  private static List<FeatureMatrix> features(List<SpeechStretches.Step> steps) {
    return steps.stream().map(SpeechStretches.Step::features).toList();
  }

  /** Listens to what is left of a call that has ended and embeds its last whole seconds. */
  public void finish(CallVoice call) {
    call.finishStream();
    while (!embedDue(List.of(call)).isEmpty()) {
      // Each round embeds one stretch.
    }
  }

  /** Stops the pool and frees the networks, after the work in progress. */
  @Override
  public void close() {
    pool.close();
    model.close();
    detector.close();
  }
}
