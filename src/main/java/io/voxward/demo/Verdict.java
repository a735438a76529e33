package io.voxward.demo;

import io.voxward.demo.Performance.Played;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The judgement over a performance: content only if every decision was the right one. */
record Verdict(Story story, List<Played> calls) {
  /** Every decision was right. */
  static final int RIGHT = 0;

  /** At least one was not. */
  static final int WRONG = 1;

  Verdict {
    calls = List.copyOf(calls);
  }

  /** The exit code. A call that was never played counts as wrong. */
  int exitCode() {
    return calls.size() == story.size() && calls.stream().allMatch(Played::right) ? RIGHT : WRONG;
  }

  /** Writes the summary. */
  void print(PrintStream out) {
    long right = calls.stream().filter(Played::right).count();
    out.println();
    out.println(right + " of " + story.size() + " decisions are right.");
    calls.stream().filter(call -> !call.right()).forEach(call -> out.println(wrong(call)));
    List<Outcome.DecisionTime> times =
        calls.stream().map(call -> call.outcome().decision()).filter(Objects::nonNull).toList();
    if (!times.isEmpty()) {
      out.println(
          times(
              times,
              "Time to decision: median %.1f s of the call",
              "longest %.1f s",
              Outcome.DecisionTime::callSeconds));
      out.println(
          times(
              times,
              "  net speech by then: median %.1f s",
              "longest %.1f s",
              Outcome.DecisionTime::speechSeconds));
      out.println(
          times(
              times,
              "  on the clock: median %.1f s",
              "longest %.1f s",
              Outcome.DecisionTime::wallSeconds));
    }
  }

  private static String wrong(Played played) {
    Call call = played.call();
    Outcome outcome = played.outcome();
    String judged =
        outcome.judged().isEmpty() ? "" : ", judged " + String.join(" then ", outcome.judged());
    String detail = outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")";
    return "WRONG: "
        + call.customer()
        + ", "
        + call.plot()
        + ": expected "
        + call.expected()
        + ", got "
        + outcome.got()
        + judged
        + detail;
  }

  private static String times(
      List<Outcome.DecisionTime> times,
      String median,
      String longest,
      ToDoubleFunction<Outcome.DecisionTime> of) {
    double[] sorted = times.stream().mapToDouble(of).sorted().toArray();
    return String.format(
        Locale.ROOT, median + ", " + longest, sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }
}
