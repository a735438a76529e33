package io.voxward.lab.verify;

import io.voxward.lab.verify.Figures.Measure;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of {@code lab verify} found.
 *
 * @param model whose embeddings were compared
 * @param setting how it was measured, in words, by name
 * @param figures one for each length
 * @param withExcluded the same for all trials, those left out too; empty if none was left out
 * @param failures who could not be enrolled or acquired
 */
public record Report(
    String model,
    Map<String, String> setting,
    List<Figures> figures,
    List<Figures> withExcluded,
    Failures failures) {

  /**
   * What could not be compared.
   *
   * @param models how many were to be enrolled
   * @param notEnrolled models without enough speech
   * @param tests how many test recordings there are
   * @param notAcquired by length: recordings without enough speech
   */
  public record Failures(
      int models, List<String> notEnrolled, int tests, Map<String, List<String>> notAcquired) {}

  /** Keeps its own copies, in order. */
  public Report {
    setting = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(setting));
    figures = List.copyOf(figures);
    withExcluded = List.copyOf(withExcluded);
  }

  /** Prints it for people. */
  public void print(PrintStream out) {
    out.println("model " + model);
    setting.forEach((name, value) -> out.println(name + ": " + value));
    out.printf(
        Locale.ROOT,
        "failures to enrol: %d of %d%s%n",
        failures.notEnrolled().size(),
        failures.models(),
        named(failures.notEnrolled()));
    failures
        .notAcquired()
        .forEach((length, files) ->
            out.printf(
                Locale.ROOT,
                "failures to acquire at %s: %d of %d%s%n",
                length,
                files.size(),
                failures.tests(),
                named(files)));
    print(out, figures);
    if (!withExcluded.isEmpty()) {
      out.println();
      out.println("all trials, the excluded ones too; calibrations fitted without those:");
      print(out, withExcluded);
    }
  }

  private static void print(PrintStream out, List<Figures> figures) {
    out.println();
    out.println(
        "seconds  targets  nontargets  short  EER % [95 %]          minDCF [95 %]"
            + "          actDCF [95 %]          Cllr [95 %]            at 90: FAR %  miss %");
    for (Figures f : figures) {
      out.printf(
          Locale.ROOT,
          "%-8s %7d  %10d  %5d  %-21s  %-21s  %-21s  %-21s  %12.3f  %6.2f%n",
          f.length().label(),
          f.targets(),
          f.nontargets(),
          f.shorter(),
          text(f.equalErrorRate(), 100, 2),
          text(f.minimumCost(), 1, 3),
          text(f.actualCost(), 1, 3),
          text(f.ratioCost(), 1, 4),
          100 * f.atNinety().falseAccepts(),
          100 * f.atNinety().misses());
    }
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
  }

  private static String text(Measure measure, double scale, int digits) {
    String form = "%." + digits + "f [%." + digits + "f, %." + digits + "f]";
    return String.format(
        Locale.ROOT,
        form,
        scale * measure.value(),
        scale * measure.interval().low(),
        scale * measure.interval().high());
  }

  /** The same as maps and lists, for JSON. Rates are shares, not percent. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("setting", setting);
    map.put("models", failures.models());
    map.put("failuresToEnroll", failures.notEnrolled());
    map.put("tests", failures.tests());
    map.put("failuresToAcquire", failures.notAcquired());
    map.put("results", figures.stream().map(Report::toMap).toList());
    map.put("resultsWithExcluded", withExcluded.stream().map(Report::toMap).toList());
    return map;
  }

  private static Map<String, Object> toMap(Figures f) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seconds", f.length().label());
    map.put("targets", f.targets());
    map.put("nontargets", f.nontargets());
    map.put("shorter", f.shorter());
    put(map, "eer", f.equalErrorRate());
    put(map, "minDcf", f.minimumCost());
    put(map, "actDcf", f.actualCost());
    put(map, "cllr", f.ratioCost());
    map.put(
        "atScore",
        Map.of(
            "score", f.atNinety().score(),
            "falseAcceptRate", f.atNinety().falseAccepts(),
            "missRate", f.atNinety().misses()));
    return map;
  }

  private static void put(Map<String, Object> map, String name, Measure measure) {
    map.put(name, measure.value());
    map.put(name + "Interval", List.of(measure.interval().low(), measure.interval().high()));
  }
}
