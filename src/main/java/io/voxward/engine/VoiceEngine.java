package io.voxward.engine;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.EmbeddingModel;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.ModelCard;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.onnx.InferencePool;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.ModelSource;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.SpeechDetector;
import io.voxward.engine.vad.VoiceActivity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine: the models loaded once, whole recordings and live calls. Safe for use by any number
 * of threads. Every method computes on the thread that calls it; a server calls them through {@link
 * #pool}, which bounds how many networks run at a time.
 */
public final class VoiceEngine implements AutoCloseable {
  private final EngineOptions options;
  private final SpeechDetector detector;
  private final VoiceModel current;
  private final @Nullable VoiceModel previous;
  private final InferencePool pool;

  private VoiceEngine(
      EngineOptions options,
      SpeechDetector detector,
      VoiceModel current,
      @Nullable VoiceModel previous,
      InferencePool pool) {
    this.options = options;
    this.detector = detector;
    this.current = current;
    this.previous = previous;
    this.pool = pool;
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
      VoiceModel model = VoiceModel.open(options.speakerModel(), detector, options.trace());
      return new VoiceEngine(options, detector, model, null, new InferencePool(options.pool()));
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  /**
   * This engine with the model that its own takes the place of beside it. It takes over everything:
   * close it and not this one.
   *
   * @throws io.voxward.engine.onnx.ModelRefusedException if the model and its card disagree
   * @throws IllegalArgumentException if it is the same model
   */
  public VoiceEngine withPrevious(ModelSource source) {
    VoiceModel beside = VoiceModel.open(source, detector, options.trace());
    if (beside.id().equals(current.id())) {
      beside.close();
      throw new IllegalArgumentException(
          "the previous speaker model is the current one: " + current.id());
    }
    return new VoiceEngine(options, detector, current, beside, pool);
  }

  /** The model which new voices are kept by. */
  VoiceModel current() {
    return current;
  }

  /** The model that its own takes the place of, while some voices are kept by it alone. */
  public Optional<VoiceModel> previous() {
    return Optional.ofNullable(previous);
  }

  /** The card of the speaker model. */
  public ModelCard card() {
    return current.card();
  }

  /** The speaker model itself, for measuring. */
  public EmbeddingModel model() {
    return current.network();
  }

  /** The front end of the speaker model, for measuring. */
  public FrontEnd frontEnd() {
    return current.frontEnd();
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
    return current.recordings().analyse(recording);
  }

  /** The voice in a recording. */
  public Extraction extract(PcmAudio recording) {
    return extract(List.of(current.recordings().analyse(recording)));
  }

  /** The one voice in several recordings whose speech was found before. */
  public Extraction extract(List<SpeechAnalysis> analysed) {
    return current.extract(analysed);
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
    return current.recordings().chunks(recording, chunkSeconds, stepSeconds);
  }

  /**
   * A new call.
   *
   * @param rate 8000 or 16000 Hz
   */
  public CallVoice newCall(SampleRate rate) {
    return new CallVoice(rate, options.call(), detector, current, previous);
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
   * Embeds the next second of speech of each call that has one, those of all calls together; by the
   * previous model, too, for the calls that are followed by it.
   *
   * @return the calls whose voice is better known now
   */
  public List<CallVoice> embedDue(Collection<CallVoice> calls) {
    List<CallVoice> due = embedDue(calls, current);
    VoiceModel beside = previous;
    if (beside == null) {
      return due;
    }
    Set<CallVoice> all = new LinkedHashSet<>(due);
    all.addAll(embedDue(calls, beside));
    return List.copyOf(all);
  }

  private List<CallVoice> embedDue(Collection<CallVoice> calls, VoiceModel model) {
    List<CallVoice> due = new ArrayList<>();
    List<SpeechStretches.Step> steps = new ArrayList<>();
    for (CallVoice call : calls) {
      call.nextStep(model)
          .ifPresent(step -> {
            due.add(call);
            steps.add(step);
          });
    }
    try {
      List<Embedding> embeddings = model.network().embed(features(steps));
      for (int i = 0; i < steps.size(); i++) {
        Embedding embedding = embeddings.get(i);
        due.get(i).embedded(model, steps.get(i), embedding);
        if (options.trace().isOn()) {
          options.trace().show(Trace.Stage.EMBEDDING, () -> embedding);
        }
      }
      return due;
    } finally {
      for (int i = 0; i < steps.size(); i++) {
        due.get(i).givenUp(model, steps.get(i));
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
    current.close();
    if (previous != null) {
      previous.close();
    }
    detector.close();
  }
}
