package io.voxward.engine.quality;

import io.voxward.engine.audio.SampleRate;
import java.util.Arrays;

/**
 * Looks for the agent's voice in the caller's channel: an echo of the other side of the line is not
 * the caller, but counts as speech. The loudness of both channels is followed in frames of 10 ms;
 * where the caller's goes up and down as the agent's did a moment before, only weaker, the agent
 * leaks. What is then no louder than the leak explains is silenced, so that it is neither counted
 * nor embedded; a caller who talks over the agent is louder than that and stays.
 *
 * <p>Holds the loudness of the last seconds and less than a frame of sound. One stream, one thread
 * at a time. Limits were chosen by measurement (docs/decisions/0012-live-rules.md).
 */
public final class ChannelLeak {
  private static final double FRAME_SECONDS = 0.01;

  /** The stretch in which the channels are compared. */
  private static final int WINDOW = 300;

  /** The longest way of an echo, in frames. */
  private static final int MOST_LAG = 60;

  /** How often the channels are compared, in frames. */
  private static final int LOOK_EVERY = 25;

  /** Frames in which the agent must speak for a comparison. */
  private static final int LEAST_ACTIVE = 90;

  /** How alike the ups and downs must be, at the same delay in stretches that share no frame. */
  private static final double LEAST_ALIKE = 0.75;

  /** This alike is enough at once: 9.7 hours of two people never came nearer than 0.86. */
  private static final double SURE = 0.93;

  private static final int SAME_LAG = 2;

  /** A leak is weaker than its source; what is louder is the caller heard on the agent's side. */
  private static final double MOST_GAIN = 0.7;

  /** Both channels hold the same sound when they are this alike and about as loud. */
  private static final double SAME_SOUND = 0.97;

  /** How much louder than the leak sound may be to be taken for it. */
  private static final double MARGIN = 2.0;

  /** How far around its delay an echo is smeared, in frames. */
  private static final int EARLY = 2;

  private static final int LATE = 4;

  /** A frame is quiet below this amplitude, or below this share of the loudest. */
  private static final float QUIET = 0.003f;

  private static final float QUIET_SHARE = 0.03f;

  /** How long a likeness is remembered that was not seen again, in frames. */
  private static final int SEEN_FOR = 1_500;

  /** Frames without another sight of the leak, the agent speaking, after which it is over. */
  private static final int FORGET_AFTER = 6_000;

  private static final int RING = WINDOW + MOST_LAG + LATE + 1;

  private final int frame;
  private final float[] pendingCaller;
  private final float[] pendingAgent;
  private int pending;
  private final Loudness caller;
  private final Loudness agent;
  private long frames;

  /** When a likeness was first seen at a delay, and which; -1 for none. */
  private long seenSince = -1;

  private int seenLag;
  private int lag = -1;
  private double gain;
  private int unseen;
  private boolean found;
  private long leakedFrames;

  /** At the start of a stream at that rate. */
  public ChannelLeak(SampleRate rate) {
    this.frame = (int) Math.round(rate.hertz() * FRAME_SECONDS);
    this.pendingCaller = new float[frame];
    this.pendingAgent = new float[frame];
    this.caller = new Loudness(rate, RING);
    this.agent = new Loudness(rate, RING);
  }

  /** Whether the agent was ever heard in the caller's channel. */
  public boolean found() {
    return found;
  }

  /** How much sound was silenced, in seconds. */
  public double leakedSeconds() {
    return leakedFrames * FRAME_SECONDS;
  }

  /**
   * Takes the next sound of both channels, as long as each other.
   *
   * @return the caller's sound as far as whole frames of it were judged, the leak silenced
   */
  public float[] accept(float[] callerSound, float[] agentSound) {
    if (callerSound.length != agentSound.length) {
      throw new IllegalArgumentException("the channels of a stream are as long as each other");
    }
    float[] heard = new float[(pending + callerSound.length) / frame * frame];
    int done = 0;
    for (int at = 0; at < callerSound.length; ) {
      int taken = Math.min(frame - pending, callerSound.length - at);
      System.arraycopy(callerSound, at, pendingCaller, pending, taken);
      System.arraycopy(agentSound, at, pendingAgent, pending, taken);
      pending += taken;
      at += taken;
      if (pending == frame) {
        if (!leaks()) {
          System.arraycopy(pendingCaller, 0, heard, done, frame);
        }
        done += frame;
        pending = 0;
      }
    }
    return heard;
  }

  /** The sound that fills no frame, at the end of the stream. */
  public float[] finish() {
    float[] rest = Arrays.copyOf(pendingCaller, pending);
    pending = 0;
    return rest;
  }

  /** Forgets all sound. */
  public void erase() {
    Arrays.fill(pendingCaller, 0);
    Arrays.fill(pendingAgent, 0);
    pending = 0;
    caller.erase();
    agent.erase();
    frames = 0;
  }

  /** Judges the pending frame. */
  private boolean leaks() {
    caller.add(pendingCaller);
    agent.add(pendingAgent);
    frames++;
    if (frames % LOOK_EVERY == 0 && frames >= RING) {
      look();
    }
    boolean leak = lag >= 0 && isExplained();
    if (leak) {
      leakedFrames++;
    }
    return leak;
  }

  /** Whether the newest frame of the caller is no louder than what leaks. */
  private boolean isExplained() {
    float loudest = 0;
    for (int around = Math.max(0, lag - EARLY); around <= lag + LATE; around++) {
      loudest = Math.max(loudest, agent.amplitude(around));
    }
    return loudest > QUIET && caller.amplitude(0) <= MARGIN * gain * loudest;
  }

  private void look() {
    float[] loud = agent.amplitudes();
    float quiet = QUIET;
    for (float amplitude : loud) {
      quiet = Math.max(quiet, QUIET_SHARE * amplitude);
    }
    float[][] ofCaller = caller.bands();
    float[][] ofAgent = agent.bands();
    double best = 0;
    int bestLag = -1;
    boolean speaks = false;
    for (int tried = 0; tried <= MOST_LAG; tried++) {
      int[] chosen = whereAgentSpeaks(loud, tried, quiet);
      if (chosen.length < LEAST_ACTIVE) {
        continue;
      }
      speaks = true;
      double alike = 0;
      for (int band = 0; band < Loudness.BANDS; band++) {
        alike += alike(ofCaller[band], ofAgent[band], chosen, tried) / Loudness.BANDS;
      }
      if (alike > best) {
        best = alike;
        bestLag = tried;
      }
    }
    if (speaks) {
      judge(best, bestLag, loud, quiet);
    }
  }

  private void judge(double alike, int at, float[] loud, float quiet) {
    if (alike < LEAST_ALIKE) {
      unseen += LOOK_EVERY;
      lag = unseen > FORGET_AFTER ? -1 : lag;
      seenSince = frames - seenSince > SEEN_FOR ? -1 : seenSince;
      return;
    }
    if (seenSince < 0 || Math.abs(at - seenLag) > SAME_LAG) {
      seenSince = frames;
      seenLag = at;
    }
    if (alike < SURE && frames - seenSince < WINDOW) {
      return;
    }
    double ratio = medianRatio(whereAgentSpeaks(loud, at, quiet), loud, at);
    if (ratio <= MOST_GAIN) {
      found = true;
      lag = at;
      gain = ratio;
      unseen = 0;
    } else if (alike >= SAME_SOUND && ratio * MOST_GAIN <= 1) {
      // Nothing can be told apart here, but it must be said.
      found = true;
    }
  }

  /** The frames of the window, the oldest first, before which by so many frames the agent spoke. */
  private static int[] whereAgentSpeaks(float[] loud, int framesBefore, float quiet) {
    int[] chosen = new int[WINDOW];
    int count = 0;
    for (int t = RING - WINDOW; t < RING; t++) {
      if (loud[t - framesBefore] > quiet) {
        chosen[count++] = t;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  private static double alike(float[] ofCaller, float[] ofAgent, int[] chosen, int framesBefore) {
    double meanCaller = 0;
    double meanAgent = 0;
    for (int t : chosen) {
      meanCaller += ofCaller[t];
      meanAgent += ofAgent[t - framesBefore];
    }
    meanCaller /= chosen.length;
    meanAgent /= chosen.length;
    double both = 0;
    double one = 0;
    double other = 0;
    for (int t : chosen) {
      double c = ofCaller[t] - meanCaller;
      double a = ofAgent[t - framesBefore] - meanAgent;
      both += c * a;
      one += c * c;
      other += a * a;
    }
    return one > 0 && other > 0 ? both / Math.sqrt(one * other) : 0;
  }

  private double medianRatio(int[] chosen, float[] loud, int framesBefore) {
    float[] theirs = caller.amplitudes();
    double[] ratios = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      ratios[i] = theirs[chosen[i]] / loud[chosen[i] - framesBefore];
    }
    Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }

  @Override
  public String toString() {
    return "ChannelLeak[found=" + found + "]";
  }
}
