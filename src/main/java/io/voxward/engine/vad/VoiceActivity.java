package io.voxward.engine.vad;

import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.math.FloatQueue;
import java.util.Arrays;

/**
 * What the detector of speech remembers of one stream of sound: the samples that do not fill a
 * window yet, the memory of the network, and the windows whose decision is still open. Sound is
 * handed over with {@link #hear}; {@link SpeechDetector#step} judges it, together with that of
 * other streams; the speech comes out at the {@link Listener}.
 *
 * <p>Not for use by two threads at once; the owner bounds how much sound waits ({@link
 * #samplesWaiting}).
 */
public final class VoiceActivity {

  /** Hears what was decided about a stream, in order and without gaps. */
  public interface Listener {
    /**
     * The next stretch of sound was decided.
     *
     * @param speech true if it counts as speech
     * @param probability what the network said of it; 0 below the gate
     * @param samples the sound, valid only during the call
     * @param count how many samples of it count, from index 0
     */
    void decided(boolean speech, float probability, float[] samples, int count);
  }

  /**
   * The network hears this much of each silence before the gate closes, so that what it remembers
   * is silence and not the word that was cut off: without it, decisions after the silence change
   * (docs/decisions/0004-speech-segments.md).
   */
  private static final int SETTLING_WINDOWS = 8;

  private final Window window;
  private final double gatePower;
  private final Listener listener;
  private final SegmentTracker tracker;
  private final FloatQueue waiting;
  private final FloatQueue undecided;
  private final FloatQueue probabilities;
  private final float[] state = new float[SileroNetwork.STATE_SIZE];
  private final float[] inContext;
  private final float[] decidedWindow;
  private final float[] probability = new float[1];
  private boolean loaded;
  private int quietWindows;
  private int paddingAtEnd;

  VoiceActivity(Window window, SpeechOptions options, Listener listener) {
    this.window = window;
    this.gatePower = options.gatePower();
    this.listener = listener;
    this.tracker = new SegmentTracker(options);
    this.waiting = new FloatQueue(window.samples() * 4);
    this.undecided = new FloatQueue(window.samples() * (tracker.mostUndecided() + 1));
    this.probabilities = new FloatQueue(tracker.mostUndecided() + 1);
    this.inContext = new float[window.context() + window.samples()];
    this.decidedWindow = new float[window.samples()];
  }

  /** The sample rate of the stream. */
  public SampleRate rate() {
    return window.rate();
  }

  /** Hands over sound that follows what was handed over before. */
  public void hear(float[] samples, int from, int count) {
    waiting.add(samples, from, count);
  }

  /** How many samples wait to be judged. */
  public int samplesWaiting() {
    return waiting.size();
  }

  /**
   * Loads the next window if there is one. A window below the gate is judged at once, without the
   * network once it has heard enough of the silence; its memory then stays as it is.
   *
   * @return true if a window is loaded and must be judged by the network
   */
  boolean loadWindow() {
    while (!loaded && waiting.size() >= window.samples()) {
      int context = window.context();
      System.arraycopy(inContext, window.samples(), inContext, 0, context);
      waiting.take(inContext, context, window.samples());
      undecided.add(inContext, context, window.samples());
      quietWindows = power() < gatePower ? quietWindows + 1 : 0;
      if (quietWindows <= SETTLING_WINDOWS) {
        loaded = true;
      } else {
        judged(0f);
      }
    }
    return loaded;
  }

  private double power() {
    double sum = 0;
    for (int i = window.context(); i < inContext.length; i++) {
      sum += inContext[i] * inContext[i];
    }
    return sum / window.samples();
  }

  float[] windowInContext() {
    return inContext;
  }

  float[] state() {
    return state;
  }

  Window window() {
    return window;
  }

  void judged(float speechProbability) {
    loaded = false;
    probability[0] = speechProbability;
    probabilities.add(probability, 0, 1);
    tracker.accept(speechProbability, this::emit);
  }

  private void emit(boolean speech) {
    undecided.take(decidedWindow, 0, window.samples());
    probabilities.take(probability, 0, 1);
    boolean last = undecided.size() == 0 && waiting.size() == 0;
    int count = last ? window.samples() - paddingAtEnd : window.samples();
    listener.decided(speech, probability[0], decidedWindow, count);
  }

  /** Fills the last window with silence, so that it can be judged. */
  void padLastWindow() {
    int rest = waiting.size() % window.samples();
    if (rest != 0) {
      paddingAtEnd = window.samples() - rest;
      waiting.add(new float[paddingAtEnd], 0, paddingAtEnd);
    }
  }

  /** Decides what is still open. */
  void finish() {
    tracker.finish(this::emit);
  }

  /** Forgets all sound and the network's memory of it. */
  public void erase() {
    waiting.erase();
    undecided.erase();
    probabilities.erase();
    Arrays.fill(inContext, 0f);
    Arrays.fill(decidedWindow, 0f);
    Arrays.fill(state, 0f);
    loaded = false;
  }

  @Override
  public String toString() {
    return "VoiceActivity[" + window + "]";
  }
}
