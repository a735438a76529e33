package io.voxward.engine;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.math.FloatQueue;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.engine.vad.SpeechDetector;
import io.voxward.engine.vad.VoiceActivity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The voice of one call as it goes on. Sound is handed over with {@link #hear}, which only copies
 * it and returns; {@link VoiceEngine#listen} finds the speech in it and {@link
 * VoiceEngine#embedDue} embeds each new second of speech, both for many calls at once. What is
 * known can be asked for at any time.
 *
 * <p>Bounds, by {@link CallOptions}: sound that waits (then {@link Hearing#OVERFLOWING}), chunks
 * that are kept. Everything is in memory only, and {@link #forget} or {@link #close} overwrites it.
 * Safe for use by several threads.
 */
public final class CallVoice implements AutoCloseable {

  /** What became of sound handed over. */
  public enum Hearing {
    /** It will be listened to. */
    HEARD,
    /** The engine lags too far behind: the sound was dropped, and so should be the call. */
    OVERFLOWING,
    /** The call was closed. */
    CLOSED
  }

  private final SampleRate rate;
  private final VoiceModel current;
  private final SpeechDetector detector;
  private final int inboxBound;

  /** Guards the inbox only, so that whoever hears never waits for a network. */
  private final ReentrantLock inboxLock = new ReentrantLock();

  private final FloatQueue inbox;
  private boolean closed;

  /** Guards everything below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final ModelEar ear;

  /** Sleeps until it is needed; absent where the engine has one model. */
  private final @Nullable ModelEar besides;

  /** By {@link #ear}. */
  private final SpeechStretches stretches;

  private VoiceActivity activity;
  private Attention attention = Attention.DECIDING;
  private long samplesDecided;
  private long samplesOfSpeech;

  CallVoice(
      SampleRate rate,
      CallOptions options,
      SpeechDetector detector,
      VoiceModel current,
      @Nullable VoiceModel previous) {
    this.rate = rate;
    this.detector = detector;
    this.current = current;
    this.inboxBound = (int) rate.samplesIn(options.inboxSeconds());
    this.inbox = new FloatQueue(rate.hertz() / 2);
    this.ear = new ModelEar(rate, current, options);
    this.stretches = ear.stretches();
    this.besides = previous == null ? null : asleep(new ModelEar(rate, previous, options));
    this.activity = detector.stream(rate, this::decided);
  }

  private static ModelEar asleep(ModelEar ear) {
    ear.stretches().sleep();
    return ear;
  }

  /** The sample rate of the call. */
  public SampleRate rate() {
    return rate;
  }

  /**
   * Hands over the sound that follows what was handed over before; copies it and returns at once.
   *
   * @param samples at the rate of the call, in [-1, 1)
   * @throws IllegalArgumentException if a sample is not a finite number: it would spoil the whole
   *     call
   */
  public Hearing hear(float[] samples) {
    PcmAudio sound = new PcmAudio(samples, rate);
    inboxLock.lock();
    try {
      if (closed) {
        return Hearing.CLOSED;
      }
      if (inbox.size() + sound.length() > inboxBound) {
        return Hearing.OVERFLOWING;
      }
      inbox.add(sound.samples(), 0, sound.length());
      return Hearing.HEARD;
    } finally {
      inboxLock.unlock();
    }
  }

  /** How much sound waits to be listened to, in seconds. */
  public double secondsWaiting() {
    inboxLock.lock();
    try {
      return (double) inbox.size() / rate.hertz();
    } finally {
      inboxLock.unlock();
    }
  }

  /**
   * Takes this call for listening if nobody else has it; {@link #endListening} must follow.
   *
   * @return what to judge; empty if another thread is at it
   */
  Optional<VoiceActivity> beginListening() {
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    inboxLock.lock();
    try {
      float[] heard = new float[inbox.size()];
      inbox.take(heard, 0, heard.length);
      activity.hear(heard, 0, heard.length);
    } finally {
      inboxLock.unlock();
    }
    return Optional.of(activity);
  }

  void endListening() {
    lock.unlock();
  }

  /** Hears from the detector what is speech and what is not. */
  private void decided(boolean speech, float probability, float[] samples, int count) {
    samplesDecided += count;
    if (!speech) {
      return;
    }
    samplesOfSpeech += count;
    ModelEar other = besides;
    boolean otherListens = other != null && other.stretches().listens();
    if (!stretches.listens() && !otherListens) {
      return;
    }
    float[] exact = count == samples.length ? samples : Arrays.copyOf(samples, count);
    double callSeconds = (double) samplesDecided / rate.hertz();
    ear.add(exact, callSeconds);
    if (other != null) {
      other.add(exact, callSeconds);
    }
  }

  private SpeechStretches stretches(VoiceModel model) {
    ModelEar other = besides;
    return other == null || model.equals(current) ? stretches : other.stretches();
  }

  /** The next second of speech for that network, if one is due and nobody else has it. */
  Optional<SpeechStretches.Step> nextStep(VoiceModel model) {
    lock.lock();
    try {
      return stretches(model).next();
    } finally {
      lock.unlock();
    }
  }

  void embedded(VoiceModel model, SpeechStretches.Step step, Embedding embedding) {
    lock.lock();
    try {
      stretches(model).embedded(step, embedding);
    } finally {
      lock.unlock();
    }
  }

  void givenUp(VoiceModel model, SpeechStretches.Step step) {
    lock.lock();
    try {
      stretches(model).givenUp(step);
    } finally {
      lock.unlock();
    }
  }

  /** How much speech was heard so far, embedded or not. */
  public NetSpeech netSpeech() {
    lock.lock();
    try {
      return new NetSpeech((double) samplesOfSpeech / rate.hertz());
    } finally {
      lock.unlock();
    }
  }

  /** How much of the call was listened to, pauses counted, in seconds. */
  public double secondsHeard() {
    lock.lock();
    try {
      return (double) samplesDecided / rate.hertz();
    } finally {
      lock.unlock();
    }
  }

  /** The voice as far as it is known. */
  public VoiceSoFar voiceSoFar() {
    lock.lock();
    try {
      return stretches.voice();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Follows the call by the previous model as well from now on, what was heard at its beginning
   * included. Does nothing where there is one model.
   */
  public void followByPrevious() {
    ModelEar other = besides;
    if (other == null) {
      return;
    }
    lock.lock();
    try {
      other.stretches().wake();
    } finally {
      lock.unlock();
    }
  }

  /** The voice by the previous model, as far as it is known. */
  public VoiceSoFar voiceByPrevious() {
    ModelEar other = besides;
    if (other == null) {
      return new VoiceSoFar.NotYet();
    }
    lock.lock();
    try {
      return other.stretches().voice();
    } finally {
      lock.unlock();
    }
  }

  /** The latest stretches of speech with their times, oldest first; the last may still grow. */
  public List<VoiceChunk> recentChunks() {
    lock.lock();
    try {
      return stretches.chunks();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Follows the call as closely as this from now on. A call that rests forgets what waited to be
   * embedded; what was embedded stays.
   */
  public void follow(Attention wanted) {
    lock.lock();
    try {
      if (attention == Attention.RESTING && wanted != Attention.RESTING) {
        restartFeatures();
      }
      attention = wanted;
      stretches.follow(wanted);
      if (besides != null) {
        besides.stretches().follow(wanted);
      }
    } finally {
      lock.unlock();
    }
  }

  private void restartFeatures() {
    ear.restart();
    if (besides != null) {
      besides.restart();
    }
  }

  /**
   * Says how much speech must be there before anybody asks for the voice: it is not embedded
   * before.
   */
  public void wantFrom(double seconds) {
    lock.lock();
    try {
      stretches.wantFrom(seconds);
      if (besides != null) {
        besides.stretches().wantFrom(seconds);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks for the voice of the next so many seconds of speech of a resting call, apart from the
   * voice so far; {@link #lookedAt} has it once it is embedded. Does nothing while such a look is
   * under way, or when the call does not rest.
   */
  public void look(int seconds) {
    lock.lock();
    try {
      if (!stretches.listens()) {
        ear.restart();
      }
      stretches.look(seconds);
    } finally {
      lock.unlock();
    }
  }

  /** The last fresh stretch that {@link #look} asked for. */
  public Optional<VoiceChunk> lookedAt() {
    lock.lock();
    try {
      return stretches.lookedAt();
    } finally {
      lock.unlock();
    }
  }

  /** How urgently a stretch of its speech waits for {@link VoiceEngine#embedDue}. */
  public Due due() {
    lock.lock();
    try {
      Due due = stretches.due();
      return besides == null ? due : mostUrgent(due, besides.stretches().due());
    } finally {
      lock.unlock();
    }
  }

  private static Due mostUrgent(Due one, Due other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** How long the stretch is that waits, in seconds: the network takes about as long for each. */
  public double dueSeconds() {
    lock.lock();
    try {
      double seconds = stretches.dueSeconds();
      return seconds > 0 || besides == null ? seconds : besides.stretches().dueSeconds();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Judges and decides what was heard last, though it fills no window; for a call that has ended or
   * whose stream was interrupted. More sound may follow.
   */
  public void finishStream() {
    if (beginListening().isEmpty()) {
      return;
    }
    try {
      detector.finish(activity);
      activity.erase();
      activity = detector.stream(rate, this::decided);
    } finally {
      endListening();
    }
  }

  /**
   * Overwrites every sample, feature and vector held; the call may go on as if it began now. Waits
   * for work in progress on this call.
   */
  public void forget() {
    lock.lock();
    inboxLock.lock();
    try {
      inbox.erase();
      activity.erase();
      activity = detector.stream(rate, this::decided);
      ear.erase();
      if (besides != null) {
        besides.erase();
      }
      samplesDecided = 0;
      samplesOfSpeech = 0;
    } finally {
      inboxLock.unlock();
      lock.unlock();
    }
  }

  /** Forgets everything and hears no more. Closing twice does nothing. */
  @Override
  public void close() {
    inboxLock.lock();
    try {
      closed = true;
    } finally {
      inboxLock.unlock();
    }
    forget();
  }

  @Override
  public String toString() {
    return "CallVoice[" + rate + "]";
  }
}
