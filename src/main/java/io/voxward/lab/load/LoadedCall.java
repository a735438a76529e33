package io.voxward.lab.load;

import io.voxward.client.Evaluation;
import io.voxward.client.StreamMessage;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a load was like from outside.
 *
 * @param words what was said and who it was said to be: calls with the same words can be compared
 * @param right the decision that this voice should get
 * @param decision the last authentication decision; empty where there was none
 * @param decided how the decision came; null without one
 * @param startMillis to open the session over REST
 * @param connectMillis to connect the stream
 * @param endMillis from the last audio to the closed stream and its evaluation
 * @param behindMillis by how much the audio was sent too late at the worst
 * @param longestSilenceMillis longest time without a word of the service while audio was sent
 * @param error what went wrong; null for nothing
 */
record LoadedCall(
    String words,
    String right,
    String decision,
    @Nullable Decided decided,
    double startMillis,
    double connectMillis,
    double endMillis,
    double behindMillis,
    double longestSilenceMillis,
    @Nullable String error) {

  /** Whether the decision is the one this voice should get. */
  boolean isRight() {
    return decision.equals(right);
  }

  /** Whether the service refused the call because it had no room. */
  boolean isRefused() {
    return error != null && error.startsWith(REFUSED);
  }

  /** How errors begin that are a refusal for want of room. */
  static final String REFUSED = "refused: ";

  /**
   * How a decision came.
   *
   * @param atNanos when it came
   * @param millis from the first audio
   * @param speechSeconds whole seconds of net speech that the service had counted then
   * @param sinceSpoken milliseconds from the message that completed each second of net speech, by
   *     its number; NaN where that came later
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Decided(long atNanos, double millis, int speechSeconds, double[] sinceSpoken) {}

  /** Takes the times of one call as it goes. */
  static final class Recorder {
    private final Conversation conversation;
    private final String claimed;
    private final long begun = System.nanoTime();
    private final long[] spoken = new long[Conversation.notedSeconds() + 1];
    private long started = begun;
    private long connected = begun;
    private long firstAudio = begun;
    private long lastWord = begun;
    private long lastAudio = begun;
    private long finished = begun;
    private double behind;
    private double silence;
    private int nextSecond = 1;
    private String decision = "";
    private @Nullable Decided decided;
    private @Nullable String error;

    Recorder(Conversation conversation, String claimed) {
      this.conversation = conversation;
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

    /** A message of audio has been sent. */
    synchronized void sent(int message, long lateNanos) {
      lastAudio = System.nanoTime();
      if (message == 0) {
        firstAudio = lastAudio;
      }
      while (nextSecond < spoken.length && conversation.completing(nextSecond) == message) {
        spoken[nextSecond++] = lastAudio;
      }
      behind = Math.max(behind, millis(0, lateNanos));
      silence = Math.max(silence, millis(lastWord, lastAudio));
    }

    /** All audio has been sent. */
    synchronized void played() {
      lastAudio = System.nanoTime();
    }

    synchronized void hear(StreamMessage message) {
      lastWord = System.nanoTime();
      if (message instanceof StreamMessage.Evaluated(Evaluation evaluation)) {
        Evaluation.Authentication authentication = evaluation.authentication();
        if (decided == null && authentication != null && authentication.judgesVoice()) {
          decided = decided((int) evaluation.netSpeechSeconds());
        }
      } else if (message instanceof StreamMessage.Fault(String code, String words)) {
        fault(code.equals("OVERLOADED") ? REFUSED + "stream" : code + ": " + words);
      }
    }

    private Decided decided(int speechSeconds) {
      double[] since = new double[spoken.length];
      Arrays.fill(since, Double.NaN);
      for (int second = 1; second < nextSecond; second++) {
        since[second] = millis(spoken[second], lastWord);
      }
      return new Decided(lastWord, millis(firstAudio, lastWord), speechSeconds, since);
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
          conversation.name() + " as " + claimed,
          conversation.voice().equals(claimed) ? "ACCEPT" : "REJECT",
          decision,
          decided,
          millis(begun, started),
          millis(started, connected),
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
