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
import org.jspecify.annotations.Nullable;

/**
 * What a load showed: decisions, times and errors of all calls, and what it cost.
 *
 * @param speechShare the share of the time in which callers spoke
 * @param begunNanos when it began
 * @param looks at the processors and the service, in order
 * @param lateness of the messages of all calls
 */
record LoadReport(
    LoadPlan plan,
    double speechShare,
    long begunNanos,
    List<LoadedCall> calls,
    List<LoadWatch.Look> looks,
    Lateness lateness) {
  private static final int ERRORS_SHOWN = 10;
  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final double SPAN_SECONDS = 60;

  LoadReport {
    calls = List.copyOf(calls);
    looks = List.copyOf(looks);
  }

  /** How many calls went wrong; a call refused for want of room is none. */
  long errors() {
    return calls.stream().filter(call -> call.error() != null && !call.isRefused()).count();
  }

  private long refused() {
    return calls.stream().filter(LoadedCall::isRefused).count();
  }

  void print(PrintStream out) {
    List<LoadedCall> good = calls.stream().filter(call -> call.error() == null).toList();
    out.printf(
        Locale.ROOT,
        "calls            %d at once of %d s, %d in all, %d errors, %d refused%n",
        plan.calls(),
        plan.seconds(),
        calls.size(),
        errors(),
        refused());
    out.printf(
        Locale.ROOT,
        "audio            speech in %.0f %% of the time, messages of %d ms, line noise %.0f dBFS%n",
        speechShare * 100,
        plan.style().messageMillis(),
        plan.style().noiseDbfs());
    if (plan.dialect() != Dialect.VOXWARD) {
      out.printf(
          "dialect          %s, decisions %s%n",
          plan.dialect().word(),
          plan.dialect().tellsDecisions() ? "as it tells them" : "as a check over REST says them");
    }
    decisions(good).forEach((word, count) -> out.printf(Locale.ROOT, "  %-22s %d%n", word, count));
    out.printf(
        Locale.ROOT,
        "  as they should be      %d of %d%n",
        good.stream().filter(LoadedCall::isRight).count(),
        good.size());
    out.printf(Locale.ROOT, "%-26s%9s%9s%9s%9s%n", "milliseconds", "p50", "p95", "p99", "worst");
    row(out, "open a session", good.stream().mapToDouble(LoadedCall::startMillis));
    row(out, "connect its stream", good.stream().mapToDouble(LoadedCall::connectMillis));
    row(out, "first audio to decision", decisionTimes(good));
    row(out, "  later than at best *", decisionLag(good));
    row(out, "enough said to decision **", sinceEnough(good, good));
    row(out, "silence of the service", longestSilences(good));
    row(out, "last audio to last word", good.stream().mapToDouble(LoadedCall::endMillis));
    row(out, "audio sent too late", good.stream().mapToDouble(LoadedCall::behindMillis));
    out.printf(
        Locale.ROOT,
        "  of all messages       %9d%9s%9d%9d%n",
        lateness.percentile(50),
        "",
        lateness.percentile(99),
        lateness.percentile(100));
    out.println("* than the earliest decision of a call with the same words");
    out.println(
        "** from the message that completed the net speech which calls with the same words");
    out.println("   are decided with at best");
    printCost(out, good);
    calls.stream()
        .map(LoadedCall::error)
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(error -> error, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .limit(ERRORS_SHOWN)
        .forEach(error -> out.println("error, " + error.getValue() + " calls: " + error.getKey()));
  }

  /** Processors and memory, span by span of about a minute, and while all calls were there. */
  private void printCost(PrintStream out, List<LoadedCall> good) {
    out.printf(
        Locale.ROOT,
        "%-12s%7s%9s%9s%9s%9s%9s%9s%9s%9s%n",
        "seconds",
        "calls",
        "service",
        "database",
        "client",
        "else",
        "heap MB",
        "threads",
        "p50 **",
        "p99 **");
    double end = looks.isEmpty() ? 0 : seconds(looks.getLast().atNanos());
    for (double from = 0; from < end && end > SPAN_SECONDS; from += SPAN_SECONDS) {
      costRow(out, good, from, from + SPAN_SECONDS);
    }
    out.println("while all calls were there (processors used, of what the machine has):");
    costRow(out, good, plan.allUpAt(), plan.downAt());
    double idle = looks.isEmpty() ? Double.NaN : looks.getFirst().state().heapBytes();
    double most = leastHeap(between(plan.allUpAt(), plan.downAt()));
    out.printf(
        Locale.ROOT,
        "heap             %.0f MB before, least %.0f MB with all calls: %.2f MB a call%n",
        idle / MEGABYTE,
        most / MEGABYTE,
        (most - idle) / MEGABYTE / plan.calls());
  }

  private double seconds(long atNanos) {
    return (atNanos - begunNanos) / NANOS;
  }

  private List<LoadWatch.Look> between(double from, double to) {
    return looks.stream()
        .filter(look -> seconds(look.atNanos()) >= from && seconds(look.atNanos()) <= to)
        .toList();
  }

  private static double leastHeap(List<LoadWatch.Look> span) {
    return span.stream().mapToDouble(look -> look.state().heapBytes()).min().orElse(Double.NaN);
  }

  private void costRow(PrintStream out, List<LoadedCall> good, double from, double to) {
    List<LoadWatch.Look> span = between(from, to);
    if (span.size() < 2) {
      return;
    }
    LoadWatch.Look first = span.getFirst();
    LoadWatch.Look last = span.getLast();
    double took = (last.atNanos() - first.atNanos()) / NANOS;
    ProcessorTime used = last.used().since(first.used());
    List<LoadedCall> decidedThen =
        good.stream()
            .filter(call -> {
              LoadedCall.Decided decided = call.decided();
              return decided != null
                  && seconds(decided.atNanos()) >= from
                  && seconds(decided.atNanos()) < to;
            })
            .toList();
    double[] lag = sinceEnough(good, decidedThen).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "%4.0f -%5.0f %7.0f%9.2f%9.2f%9.2f%9.2f%9.0f%9.0f%9.0f%9.0f%n",
        seconds(first.atNanos()),
        seconds(last.atNanos()),
        span.stream().mapToInt(LoadWatch.Look::lines).average().orElse(0),
        used.service() / took,
        used.database() / took,
        used.client() / took,
        (used.machine() - used.client() - used.service() - used.database()) / took,
        leastHeap(span) / MEGABYTE,
        last.state().threads(),
        percentile(lag, 50),
        percentile(lag, 99));
  }

  private static Map<String, Long> decisions(List<LoadedCall> good) {
    return good.stream()
        .map(call -> call.decision().isEmpty() ? "none" : call.decision())
        .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
  }

  private static DoubleStream decisionTimes(List<LoadedCall> good) {
    return good.stream()
        .map(LoadedCall::decided)
        .filter(Objects::nonNull)
        .mapToDouble(LoadedCall.Decided::millis);
  }

  /** A dialect that tells nothing is not silent for a reason. */
  private DoubleStream longestSilences(List<LoadedCall> good) {
    return plan.dialect().tellsDecisions()
        ? good.stream().mapToDouble(LoadedCall::longestSilenceMillis)
        : DoubleStream.empty();
  }

  private static Map<String, List<LoadedCall>> bySameWords(List<LoadedCall> good) {
    return good.stream()
        .filter(call -> call.decided() != null)
        .collect(Collectors.groupingBy(LoadedCall::words));
  }

  /**
   * How much later each decision came than the earliest with the same words: what the load adds,
   * and nothing of how long people take to say enough.
   */
  static DoubleStream decisionLag(List<LoadedCall> good) {
    return bySameWords(good).values().stream()
        .flatMapToDouble(group -> {
          double best = decisionTimes(group).min().orElse(0);
          return decisionTimes(group).map(time -> time - best);
        });
  }

  /**
   * How long after enough was said each decision of {@code some} came. Enough is the least whole
   * number of seconds of net speech with which a call of the same words among {@code all} was
   * decided.
   */
  static DoubleStream sinceEnough(List<LoadedCall> all, List<LoadedCall> some) {
    Map<String, Integer> enough =
        bySameWords(all).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    group ->
                        group.getValue().stream()
                            .map(LoadedCall::decided)
                            .filter(Objects::nonNull)
                            .mapToInt(LoadedCall.Decided::speechSeconds)
                            .min()
                            .orElse(0)));
    return some.stream()
        .map(call -> since(call.decided(), enough.getOrDefault(call.words(), 0)))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue);
  }

  private static @Nullable Double since(LoadedCall.@Nullable Decided decided, int enough) {
    if (decided == null || enough >= decided.sinceSpoken().length) {
      return null;
    }
    double since = decided.sinceSpoken()[enough];
    return Double.isNaN(since) ? null : since;
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
