package io.voxward.demo;

import org.jspecify.annotations.Nullable;

/**
 * How a call stands at a moment.
 *
 * @param callSeconds of audio sent
 * @param speechSeconds net speech heard by the service
 * @param score 0 to 100, null while there is none
 * @param secondsStillNeeded speech still needed
 * @param word the decision, or what is going on
 */
record Standing(
    double callSeconds,
    double speechSeconds,
    @Nullable Integer score,
    double secondsStillNeeded,
    String word) {
  /** Before the call. */
  static final Standing WAITING = new Standing(0, 0, null, 0, "");
}
