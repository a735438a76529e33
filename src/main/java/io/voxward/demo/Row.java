package io.voxward.demo;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param call which call
 * @param standing how it stands
 * @param played what came of it; null while it goes on
 */
record Row(Call call, Standing standing, Performance.@Nullable Played played) {
  /** The names of the columns. */
  static String header() {
    return line("Customer", "What happens", "Speech", "Score", "Needs", "Decision");
  }

  private static String line(
      String customer, String plot, String speech, String score, String needs, String decision) {
    return String.format(
        Locale.ROOT, "  %-9s%-27s%7s%7s%7s  %s", customer, plot, speech, score, needs, decision);
  }

  /** The line without a mark. */
  String text() {
    Integer score = standing.score();
    return line(
        call.customer(),
        call.plot(),
        standing.speechSeconds() > 0 ? seconds(standing.speechSeconds()) : "-",
        score == null ? "-" : score.toString(),
        standing.secondsStillNeeded() > 0 ? seconds(standing.secondsStillNeeded()) : "-",
        played == null ? standing.word() : played.outcome().got());
  }

  /** What was expected, where something else came. */
  String mark() {
    if (played == null) {
      return "";
    }
    return played.right() ? "right" : "WRONG, expected " + call.expected();
  }

  /** What there is to say beside the decision, for calls that were refused or went wrong. */
  String detail() {
    if (played == null) {
      return "";
    }
    boolean worthSaying = !played.right() || call.expected().startsWith("REFUSED");
    return worthSaying ? played.outcome().detail() : "";
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }
}
