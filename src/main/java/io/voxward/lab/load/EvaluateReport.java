package io.voxward.lab.load;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load of EvaluateSession calls showed.
 *
 * @param millis the times of all good answers, sorted
 * @param faults how often which fault came
 * @param decisions how many sessions have which decision
 * @param used processor time while it was measured
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EvaluateReport(
    EvaluateLoad.Plan plan,
    double seconds,
    double[] millis,
    Map<String, Integer> faults,
    Map<String, Integer> decisions,
    ProcessorTime used) {
  private static final double MICROS = 1e6;

  EvaluateReport {
    millis = millis.clone();
    Arrays.sort(millis);
    faults = new TreeMap<>(faults);
    decisions = new TreeMap<>(decisions);
  }

  /** How many calls went wrong. */
  int errors() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "EvaluateSession   %d connections, %d sessions %s, %s, %.1f s%n",
        plan.connections(),
        plan.sessions(),
        decisions,
        plan.rate() == 0 ? "as fast as it goes" : plan.rate() + " calls a second asked for",
        seconds);
    out.printf(
        Locale.ROOT,
        "answers           %d, %.0f a second, %d errors%n",
        millis.length,
        millis.length / seconds,
        errors());
    if (millis.length > 0) {
      out.printf(
          Locale.ROOT,
          "milliseconds      p50 %.2f   p95 %.2f   p99 %.2f   worst %.2f%n",
          LoadReport.percentile(millis, 50),
          LoadReport.percentile(millis, 95),
          LoadReport.percentile(millis, 99),
          millis[millis.length - 1]);
    }
    processors(out, "this client", used.client());
    processors(out, "the service", used.service());
    processors(out, "PostgreSQL", used.database());
    processors(
        out, "anything else", used.machine() - used.client() - used.service() - used.database());
    faults.forEach((fault, count) -> out.println("error, " + count + " times: " + fault));
  }

  private void processors(PrintStream out, String who, double used) {
    out.printf(
        Locale.ROOT,
        "  %-15s %5.2f processors, %6.1f us for each answer%n",
        who,
        used / seconds,
        used * MICROS / Math.max(1, millis.length));
  }
}
