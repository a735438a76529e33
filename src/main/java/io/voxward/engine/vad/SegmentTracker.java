package io.voxward.engine.vad;

/**
 * Decides, window by window and in order, what is speech: a run of windows begins at the upper
 * threshold and lasts while the lower one is met; a run that is long enough counts, together with
 * the padding before and after it.
 *
 * <p>A decision comes late only by the padding and the least length of a run, never later, so
 * whoever holds the samples back holds back {@link #mostUndecided} windows at most. A live call and
 * a whole recording use this same class and get the same answer.
 */
final class SegmentTracker {

  /** Hears the decisions, one for each window, in the order of the windows. */
  interface Decisions {
    void decided(boolean speech);
  }

  private final double on;
  private final double off;
  private final int least;
  private final int padding;

  /** How many windows were heard. */
  private int heard;

  /** How many windows were decided. */
  private int decided;

  private boolean inRun;
  private int runStart;

  /** The last padded stretch of speech: windows from {@code from} up to but not including to. */
  private int from;

  private int to;

  SegmentTracker(SpeechOptions options) {
    this.on = options.onProbability();
    this.off = options.offProbability();
    this.least = options.leastWindows();
    this.padding = options.paddingWindows();
  }

  /** The most windows that can wait for their decision. */
  int mostUndecided() {
    return least + padding;
  }

  /** Hears the probability of the next window and says what is now decided. */
  void accept(double probability, Decisions decisions) {
    int window = heard++;
    boolean continues = probability >= (inRun ? off : on);
    if (continues && !inRun) {
      runStart = window;
    }
    inRun = continues;
    boolean counts = inRun && window - runStart + 1 >= least;
    if (counts) {
      int start = Math.max(decided, runStart - padding);
      if (start > to) {
        from = start;
      }
      to = window + padding + 1;
    }
    int earliestOpen = (inRun ? runStart : heard) - padding;
    decideUpTo(counts ? heard : Math.max(Math.min(to, heard), earliestOpen), decisions);
  }

  /** Decides what is left at the end of the recording. */
  void finish(Decisions decisions) {
    decideUpTo(heard, decisions);
  }

  private void decideUpTo(int end, Decisions decisions) {
    while (decided < end) {
      decisions.decided(decided >= from && decided < to);
      decided++;
    }
  }
}
