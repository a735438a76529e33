package io.voxward.lab;

import io.voxward.lab.LabCommand.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed command line: options by name, and the words that belong to none. */
public final class Arguments {
  /** A word this different from an option is no slip of the fingers. */
  private static final int FARTHEST_SLIP = 3;

  private final Map<String, String> values;
  private final List<String> operands;

  private Arguments(Map<String, String> values, List<String> operands) {
    this.values = values;
    this.operands = List.copyOf(operands);
  }

  /**
   * Reads {@code --name value}, {@code --name=value} and {@code --flag}; after {@code --}
   * everything is an operand.
   *
   * @throws UsageException for an unknown option, a missing value, or an option given twice
   */
  public static Arguments parse(List<String> words, List<Option> options) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        operands.addAll(words.subList(at, words.size()));
        break;
      }
      if (!word.startsWith("--")) {
        operands.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Option option = find(name, options);
      String value;
      if (!option.takesValue()) {
        if (equals >= 0) {
          throw new UsageException(name + " takes no value");
        }
        value = "";
      } else if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (at < words.size()) {
        value = words.get(at++);
      } else {
        throw new UsageException(name + " needs a value: " + option.value());
      }
      if (values.putIfAbsent(name, value) != null) {
        throw new UsageException(name + " is given twice");
      }
    }
    return new Arguments(values, operands);
  }

  private static Option find(String name, List<Option> options) {
    return options.stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "unknown option "
                    + name
                    + nearest(name, options.stream().map(Option::name).toList())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
  }

  /** The word most like another, if any is like it. */
  static Optional<String> nearest(String word, List<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= FARTHEST_SLIP)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** How many letters must change to make one word the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** Whether an option without a value was given. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of an option, if it was given. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of an option that must be given.
   *
   * @throws UsageException if it was not
   */
  public String require(String name) {
    return value(name).orElseThrow(() -> new UsageException(name + " is required"));
  }

  /** The path an option names, if it was given. */
  public Optional<Path> path(String name) {
    return value(name).map(Path::of);
  }

  /**
   * The whole number an option gives.
   *
   * @throws UsageException unless it lies between the bounds
   */
  public int integer(String name, int otherwise, int least, int most) {
    Optional<String> given = value(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    throw new UsageException(
        name + " needs a whole number from " + least + " to " + most + ", not " + given.get());
  }

  /**
   * The number an option gives.
   *
   * @throws UsageException unless it lies between the bounds
   */
  public double number(String name, double otherwise, double least, double most) {
    Optional<String> given = value(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(given.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    throw new UsageException(
        name + " needs a number from " + least + " to " + most + ", not " + given.get());
  }

  /** The words that belong to no option. */
  public List<String> operands() {
    return operands;
  }
}
