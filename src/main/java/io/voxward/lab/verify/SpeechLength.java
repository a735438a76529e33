package io.voxward.lab.verify;

import io.voxward.lab.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of a test recording's net speech is used: its beginning, or all of it. A recording with
 * less is used whole and counted as short.
 *
 * @param seconds of net speech; infinite for all
 */
public record SpeechLength(double seconds) {
  /** All the speech there is. */
  public static final SpeechLength ALL = new SpeechLength(Double.POSITIVE_INFINITY);

  /** Refuses lengths that are none. */
  public SpeechLength {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("not a length of speech: " + seconds);
    }
  }

  /**
   * Reads a comma-separated list such as {@code 3,5,10,all}.
   *
   * @throws UsageException for anything else
   */
  public static List<SpeechLength> parse(String text) {
    return Stream.of(text.split(",", -1)).map(word -> one(word.strip())).distinct().toList();
  }

  private static SpeechLength one(String word) {
    if (word.equals("all")) {
      return ALL;
    }
    try {
      return new SpeechLength(Double.parseDouble(word));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--seconds needs numbers above zero or 'all', not '" + word + "'");
    }
  }

  /** As it is written on the command line. */
  public String label() {
    if (Double.isInfinite(seconds)) {
      return "all";
    }
    return seconds == Math.rint(seconds)
        ? String.format(Locale.ROOT, "%.0f", seconds)
        : Double.toString(seconds);
  }
}
