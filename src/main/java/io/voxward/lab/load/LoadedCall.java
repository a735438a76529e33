package io.voxward.lab.load;

import io.voxward.client.Evaluation;
import io.voxward.client.StreamMessage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a load was like from outside.
 *
 * @param voice who spoke
 * @param claimed who they said they were
 * @param decision the last authentication decision; empty where there was none
 * @param startMillis to open the session over REST
 * @param connectMillis to connect the stream
 * @param decisionMillis from the first audio to the decision; null without one
 * @param endMillis from the last audio to the closed stream and its evaluation
 * @param behindMillis by how much the audio was sent too late at the worst
 * @param longestSilenceMillis longest time without a word of the service while audio was sent
 * @param error what went wrong; null for nothing
 */
record LoadedCall(
    String voice,
    String claimed,
    String decision,
    double startMillis,
    double connectMillis,
    @Nullable Double decisionMillis,
    double endMillis,
    double behindMillis,
    double longestSilenceMillis,
    @Nullable String error) {

  /** Whether the decision is the one this voice should get. */
  boolean right() {
    return decision.equals(voice.equals(claimed) ? "ACCEPT" : "REJECT");
  }

  /** Takes the times of one call as it goes. */
  static final class Recorder {
    private final String voice;
    private final String claimed;
    private final long begun = System.nanoTime();
    private long started = begun;
    private long connected = begun;
    private long lastWord = begun;
    private long lastAudio = begun;
    private long finished = begun;
    private double behind;
    private double silence;
    private String decision = "";
    private @Nullable Double decisionMillis;
    private @Nullable String error;

    Recorder(String voice, String claimed) {
      this.voice = voice;
      this.claimed = claimed;
    }

    synchronized void started() {
      started = System.nanoTime();
    }

    synchronized void connected() {
      connected = System.nanoTime();
      lastWord = connected;
      lastAudio = connected;
    }

    /** Audio of {@code seconds} has been sent in all; wants more. */
    synchronized boolean sent(double seconds) {
      lastAudio = System.nanoTime();
      behind =
          Math.max(behind, millis(connected, lastAudio) - TimeUnit.SECONDS.toMillis(1) * seconds);
      silence = Math.max(silence, millis(lastWord, lastAudio));
      return true;
    }

    synchronized void played(double sent, int wanted) {
      lastAudio = System.nanoTime();
      if (sent < wanted - 1) {
        fault("only " + sent + " s of audio could be sent");
      }
    }

    synchronized void hear(StreamMessage message) {
      lastWord = System.nanoTime();
      if (message instanceof StreamMessage.Evaluated(Evaluation evaluation)) {
        Evaluation.Authentication authentication = evaluation.authentication();
        if (decisionMillis == null && authentication != null && authentication.judgesVoice()) {
          decisionMillis = millis(connected, lastWord);
        }
      } else if (message instanceof StreamMessage.Fault(String code, String words)) {
        fault(code + ": " + words);
      }
    }

    synchronized void finished(Evaluation last) {
      finished = System.nanoTime();
      decision = last.decision();
    }

    /** Keeps the first fault. */
    synchronized void fault(String what) {
      if (error == null) {
        error = what;
      }
    }

    synchronized LoadedCall call() {
      return new LoadedCall(
          voice,
          claimed,
          decision,
          millis(begun, started),
          millis(started, connected),
          decisionMillis,
          millis(lastAudio, finished),
          behind,
          silence,
          error);
    }

    private static double millis(long from, long to) {
      return (to - from) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }
}
