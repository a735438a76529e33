package io.voxward.engine;

/**
 * How a live call is followed. The defaults were chosen by measurement
 * (docs/decisions/0003-incremental-scoring.md).
 *
 * @param headSeconds the first speech is embedded as one stretch that grows second by second up to
 *     this length, in whole seconds
 * @param chunkSeconds speech after the head is embedded in stretches that grow second by second up
 *     to this length, in whole seconds; 1 embeds every second once
 * @param inboxSeconds how much sound may wait to be listened to before the call overflows
 * @param keptChunks how many of the latest chunks are kept with their times, for finding a change
 *     of voice
 */
public record CallOptions(int headSeconds, int chunkSeconds, double inboxSeconds, int keptChunks) {

  /** What a call is followed with unless somebody measures better. */
  public static final CallOptions DEFAULT = new CallOptions(5, 1, 10, 60);

  private static final int LONGEST_STRETCH = 10;
  private static final int LONGEST_KEPT = 600;

  /** Refuses what would need unbounded memory or never embed anything. */
  public CallOptions {
    if (headSeconds < 1
        || headSeconds > LONGEST_STRETCH
        || chunkSeconds < 1
        || chunkSeconds > LONGEST_STRETCH) {
      throw new IllegalArgumentException("stretches must be 1.." + LONGEST_STRETCH + " s");
    }
    if (!(inboxSeconds > 0 && inboxSeconds <= LONGEST_KEPT)
        || keptChunks < 0
        || keptChunks > LONGEST_KEPT) {
      throw new IllegalArgumentException("memory must be in 0.." + LONGEST_KEPT + " s or chunks");
    }
  }
}
