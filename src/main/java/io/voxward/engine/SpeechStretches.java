package io.voxward.engine;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.FrontEnd;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.embedding.SourceBand;
import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.fbank.RunningMean;
import io.voxward.engine.math.FloatQueue;
import io.voxward.engine.vad.NetSpeech;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The speech of a call on its way to a voice: mel energies gather, the oldest stretch is embedded
 * whenever it has grown by a second, and a stretch that is full makes room for the next. The mean
 * that is subtracted is that of the whole call so far. Keeps the energies of the stretches not full
 * yet, never more than {@link #MOST_WAITING_SECONDS}; a call that rests keeps none, but for the
 * fresh stretch that is asked for. Once all is decided the growing stretch stays as long as it is.
 *
 * <p>One that sleeps embeds nothing: it gathers the first speech and waits to be woken, so that a
 * model that turns out to be needed late has heard the beginning.
 */
final class SpeechStretches {

  /**
   * Where nobody waits, each stretch is embedded once, when it has this length: as good as a longer
   * one (docs/decisions/0003-incremental-scoring.md), and no thread is held for longer.
   */
  private static final int SETTLED_SECONDS = 3;

  /** If the network lags behind by more than this, the oldest speech goes unheard. */
  static final int MOST_WAITING_SECONDS = 30;

  /** What is gathered asleep: as much as decisions wait for, and a little more. */
  static final int ASLEEP_SECONDS = 12;

  private final FrontEnd frontEnd;
  private final ModelId model;
  private final SourceBand band;
  private final CallOptions options;
  private final int framesPerSecond;
  private final int bins;
  private FloatQueue energies;
  private FloatQueue times;
  private final FreshStretch fresh;
  private final Deque<VoiceChunk> chunks = new ArrayDeque<>();
  private RunningMean mean;
  private float @Nullable [] sum;
  private int summedFrames;
  private @Nullable VoiceChunk growing;
  private int growingFrames;
  private boolean headDone;
  private Attention attention = Attention.DECIDING;
  private int firstFrames;
  private @Nullable Step inFlight;
  private boolean asleep;

  SpeechStretches(FrontEnd frontEnd, ModelId model, SourceBand band, CallOptions options) {
    this.frontEnd = frontEnd;
    this.model = model;
    this.band = band;
    this.options = options;
    this.bins = frontEnd.bins();
    this.framesPerSecond = frontEnd.framesPerSecond();
    this.energies = new FloatQueue(bins * framesPerSecond);
    this.times = new FloatQueue(framesPerSecond);
    this.fresh = new FreshStretch(bins, framesPerSecond);
    this.mean = new RunningMean(bins);
    this.firstFrames = framesPerSecond;
  }

  /**
   * A stretch that is ready for the network.
   *
   * @param fresh whether it is the look at a resting call and not part of the voice so far
   */
  record Step(
      FeatureMatrix features, int frames, float fromSeconds, float toSeconds, boolean fresh) {}

  /** Says from how many seconds on the first stretch is wanted: nobody asks before. */
  void wantFrom(double seconds) {
    int whole = (int) Math.floor(Math.min(seconds, options.headSeconds()));
    firstFrames = Math.max(1, whole) * framesPerSecond;
  }

  /** Falls asleep: nothing is embedded until {@link #wake}. */
  void sleep() {
    asleep = true;
  }

  /** Embeds what was gathered, and what comes, as closely as the call is followed. */
  void wake() {
    asleep = false;
  }

  /** Follows the call as closely as this from now on. */
  void follow(Attention wanted) {
    if (asleep) {
      attention = wanted;
      return;
    }
    if (attention == wanted) {
      return;
    }
    if (wanted == Attention.RESTING) {
      pause();
    } else {
      fresh.cancel();
    }
    if (attention == Attention.DECIDING && growingFrames > 0 && inFlight == null) {
      startNext(growingFrames);
    }
    attention = wanted;
  }

  /** Asks for a fresh stretch of a resting call; does nothing while one is under way. */
  void look(int seconds) {
    if (attention == Attention.RESTING) {
      fresh.begin(seconds);
    }
  }

  /** The last fresh stretch that was asked for. */
  Optional<VoiceChunk> lookedAt() {
    return fresh.last();
  }

  /** Whether frames are wanted at all. */
  boolean listens() {
    if (asleep) {
      return times.size() < ASLEEP_SECONDS * framesPerSecond;
    }
    return attention != Attention.RESTING || fresh.gathers();
  }

  /** How urgently a stretch waits for the network. */
  Due due() {
    if (inFlight != null || asleep) {
      return Due.NOTHING;
    }
    if (isDue()) {
      return attention == Attention.DECIDING ? Due.NOW : Due.SOON;
    }
    return fresh.isFull() ? Due.SOON : Due.NOTHING;
  }

  /** How long the stretch is that waits for the network, in seconds. */
  double dueSeconds() {
    if (asleep) {
      return 0;
    }
    return seconds(isDue() ? wholeSeconds() : fresh.isFull() ? fresh.wanted() : 0);
  }

  /** Takes in the frames that end at a time of the call. */
  void add(FeatureMatrix frames, double callSeconds) {
    mean.add(frames);
    if (attention == Attention.RESTING && !asleep) {
      fresh.add(frames, callSeconds);
      return;
    }
    energies.add(frames.data(), 0, frames.data().length);
    float[] time = {(float) callSeconds};
    for (int i = 0; i < frames.frames(); i++) {
      times.add(time, 0, 1);
    }
    while (times.size() > MOST_WAITING_SECONDS * framesPerSecond && inFlight == null) {
      startNext(Math.max(growingFrames, framesPerSecond));
    }
  }

  private boolean isDue() {
    int whole = wholeSeconds();
    if (whole <= growingFrames) {
      return false;
    }
    return switch (attention) {
      case DECIDING -> headDone || growingFrames > 0 || whole >= firstFrames;
      case SETTLED -> whole == limit();
      case RESTING -> false;
    };
  }

  private int wholeSeconds() {
    int waiting = times.size() - times.size() % framesPerSecond;
    return Math.min(waiting, limit());
  }

  /** How long the present stretch may become. */
  private int limit() {
    int seconds =
        switch (attention) {
          case DECIDING -> headDone ? options.chunkSeconds() : options.headSeconds();
          case SETTLED, RESTING -> SETTLED_SECONDS;
        };
    return framesPerSecond * seconds;
  }

  /** The next stretch to embed; there is no other until {@link #embedded} is told of it. */
  Optional<Step> next() {
    if (inFlight != null || asleep) {
      return Optional.empty();
    }
    if (!isDue()) {
      return fresh.isFull() ? Optional.of(started(freshStep())) : Optional.empty();
    }
    int frames = wholeSeconds();
    float[] data = new float[frames * bins];
    energies.peek(data, 0, data.length);
    float[] when = new float[frames];
    times.peek(when, 0, frames);
    Step step =
        new Step(
            frontEnd.normalised(new FeatureMatrix(frames, bins, data), mean.mean(), band),
            frames,
            when[0],
            when[frames - 1],
            false);
    return Optional.of(started(step));
  }

  private Step freshStep() {
    FeatureMatrix full = fresh.full();
    return new Step(
        frontEnd.normalised(full, mean.mean(), band),
        full.frames(),
        fresh.from(),
        fresh.to(),
        true);
  }

  private Step started(Step step) {
    inFlight = step;
    return step;
  }

  /** Takes in what the network made of {@link #next}; of a step given up nothing is taken. */
  void embedded(Step step, Embedding embedding) {
    if (!step.equals(inFlight)) {
      return;
    }
    inFlight = null;
    VoiceChunk chunk =
        new VoiceChunk(step.fromSeconds(), step.toSeconds(), seconds(step.frames()), embedding);
    if (step.fresh()) {
      fresh.embedded(chunk);
      return;
    }
    growing = chunk;
    growingFrames = step.frames();
    if (growingFrames >= limit()) {
      startNext(growingFrames);
    }
  }

  /** A step that never reached the network can be asked for again. */
  void givenUp(Step step) {
    if (step.equals(inFlight)) {
      inFlight = null;
    }
  }

  private void startNext(int frames) {
    if (growing != null) {
      sum = plus(growing, growingFrames);
      summedFrames += growingFrames;
      keep(growing);
    }
    headDone = true;
    growing = null;
    growingFrames = 0;
    energies.drop(frames * bins);
    times.drop(frames);
  }

  private float[] plus(VoiceChunk chunk, int weight) {
    float[] vector = chunk.embedding().vector();
    float[] before = sum == null ? new float[vector.length] : sum;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = before[i] + weight * vector[i];
    }
    return vector;
  }

  private void keep(VoiceChunk chunk) {
    chunks.add(chunk);
    if (chunks.size() > options.keptChunks()) {
      chunks.remove();
    }
  }

  /** Ends the growing stretch here and leaves out what waits: the call is not followed for now. */
  private void pause() {
    inFlight = null;
    startNext(times.size());
    energies.erase();
    times.erase();
    energies = new FloatQueue(bins);
    times = new FloatQueue(1);
  }

  VoiceSoFar voice() {
    VoiceChunk last = growing;
    float[] total = last == null ? sum : plus(last, growingFrames);
    return total == null
        ? new VoiceSoFar.NotYet()
        : new VoiceSoFar.Known(
            Embedding.ofDirection(total, model),
            new NetSpeech(seconds(summedFrames + growingFrames)));
  }

  private double seconds(int frames) {
    return (double) frames / framesPerSecond;
  }

  /** The latest stretches with their times, the growing one last. */
  List<VoiceChunk> chunks() {
    List<VoiceChunk> all = new ArrayList<>(chunks);
    if (growing != null) {
      all.add(growing);
    }
    return List.copyOf(all);
  }

  void erase() {
    energies.erase();
    times.erase();
    mean = new RunningMean(bins);
    chunks.clear();
    sum = null;
    summedFrames = 0;
    growing = null;
    growingFrames = 0;
    headDone = false;
    inFlight = null;
    fresh.erase();
  }

  @Override
  public String toString() {
    return "SpeechStretches[" + summedFrames + " frames embedded]";
  }
}
