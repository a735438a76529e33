package io.voxward.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param got the last word, in the terms of {@link Call#expected()}
 * @param judged every judgement of the voice on the way (ACCEPT, REJECT), in order, without
 *     repetitions
 * @param decision when the first judgement came; null where none did
 * @param detail more to say: figures, reasons; may be empty
 */
record Outcome(String got, List<String> judged, @Nullable DecisionTime decision, String detail) {
  Outcome {
    judged = List.copyOf(judged);
  }

  /**
   * When the first judgement came.
   *
   * @param callSeconds of the caller's audio sent by then
   * @param speechSeconds net speech in it
   * @param wallSeconds since the call began; shorter than the call's by the pace it is played at
   */
  record DecisionTime(double callSeconds, double speechSeconds, double wallSeconds) {}

  /** An outcome without a judgement of a voice. */
  static Outcome of(String got, String detail) {
    return new Outcome(got, List.of(), null, detail);
  }

  /** The call did not go as a call goes. */
  static Outcome broken(String message) {
    return of("ERROR", message);
  }

  /**
   * Whether this is right for {@code call}: the last word is the expected one, and no judgement of
   * the voice on the way was another.
   */
  boolean isRightFor(Call call) {
    return got.equals(call.expected())
        && judged.stream().allMatch(judgement -> judgement.equals(call.expected()));
  }
}
