package io.voxward.lab.load;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What a load showed: decisions, times and errors of all calls. */
record LoadReport(int planned, int seconds, List<LoadedCall> calls) {
  private static final int ERRORS_SHOWN = 10;

  LoadReport {
    calls = List.copyOf(calls);
  }

  /** How many calls went wrong. */
  long errors() {
    return calls.stream().filter(call -> call.error() != null).count();
  }

  void print(PrintStream out) {
    List<LoadedCall> good = calls.stream().filter(call -> call.error() == null).toList();
    out.printf(Locale.ROOT, "calls            %d of %d s, %d errors%n", planned, seconds, errors());
    decisions(good).forEach((word, count) -> out.printf(Locale.ROOT, "  %-22s %d%n", word, count));
    out.printf(
        Locale.ROOT,
        "  as they should be      %d of %d%n",
        good.stream().filter(LoadedCall::right).count(),
        good.size());
    out.printf(Locale.ROOT, "%-26s%9s%9s%9s%9s%n", "milliseconds", "p50", "p95", "p99", "worst");
    row(out, "open a session", good.stream().mapToDouble(LoadedCall::startMillis));
    row(out, "connect its stream", good.stream().mapToDouble(LoadedCall::connectMillis));
    row(out, "first audio to decision", decisionTimes(good));
    row(out, "  later than at best *", decisionLag(good));
    row(out, "silence of the service", good.stream().mapToDouble(LoadedCall::longestSilenceMillis));
    row(out, "last audio to last word", good.stream().mapToDouble(LoadedCall::endMillis));
    row(out, "audio sent too late", good.stream().mapToDouble(LoadedCall::behindMillis));
    out.println("* than the earliest decision of a call with the same words");
    calls.stream()
        .map(LoadedCall::error)
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(error -> error, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .limit(ERRORS_SHOWN)
        .forEach(error -> out.println("error, " + error.getValue() + " calls: " + error.getKey()));
  }

  private static Map<String, Long> decisions(List<LoadedCall> good) {
    return good.stream()
        .map(call -> call.decision().isEmpty() ? "none" : call.decision())
        .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
  }

  private static DoubleStream decisionTimes(List<LoadedCall> good) {
    return good.stream()
        .map(LoadedCall::decisionMillis)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }

  /**
   * How much later each decision came than the earliest with the same words: what the load adds,
   * and nothing of how long people take to say enough.
   */
  static DoubleStream decisionLag(List<LoadedCall> good) {
    Map<String, List<LoadedCall>> sameWords =
        good.stream()
            .filter(call -> call.decisionMillis() != null)
            .collect(Collectors.groupingBy(call -> call.voice() + " as " + call.claimed()));
    return sameWords.values().stream()
        .flatMapToDouble(group -> {
          double best = decisionTimes(group).min().orElse(0);
          return decisionTimes(group).map(time -> time - best);
        });
  }

  private static void row(PrintStream out, String what, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      out.printf(Locale.ROOT, "%-26s%9s%n", what, "-");
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-26s%9.0f%9.0f%9.0f%9.0f%n",
        what,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99),
        sorted[sorted.length - 1]);
  }

  /** The least value that {@code percent} of all do not exceed. */
  static double percentile(double[] sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return Arrays.stream(sorted).skip(Math.max(0, rank - 1)).findFirst().orElse(Double.NaN);
  }
}
