package io.voxward.lab;

import java.io.PrintStream;
import java.util.List;

/** One thing the laboratory can do. */
public interface LabCommand {
  /** The word that calls it. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** The options it takes. */
  List<Option> options();

  /** What may follow the options, as shown in its help; empty if nothing. */
  default String operands() {
    return "";
  }

  /**
   * Does it.
   *
   * @param out where results go; progress goes to {@code err}
   * @return the exit status, 0 for success
   */
  int run(Arguments arguments, PrintStream out, PrintStream err);

  /**
   * An option with a value.
   *
   * @param name with its two dashes
   * @param value what the value is, as shown in help; empty for an option without one
   * @param text what it means, with its default
   */
  record Option(String name, String value, String text) {
    /** Whether the option is followed by a value. */
    public boolean takesValue() {
      return !value.isEmpty();
    }
  }
}
