package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shape of the service model, compiled to the check that every value of it passes. Each check
 * tells {@code complaints} what is wrong and goes on, so that a caller learns everything at once.
 */
sealed interface Shape {
  /** The shape's name in the model. */
  String name();

  /** Checks {@code value}, which is neither absent nor null, at {@code place}. */
  void check(JsonNode value, Place place, Complaints complaints);

  /**
   * A text.
   *
   * @param min least number of characters (Unicode code points)
   * @param pattern what the whole text matches
   * @param values the only values, in the model's order
   * @param hidden whether a refusal may not repeat the value
   */
  record Text(
      String name,
      int min,
      int max,
      @Nullable Pattern pattern,
      @Nullable List<String> values,
      boolean hidden)
      implements Shape {
    private static final String LENGTH = "Member must have length ";

    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isTextual()) {
        complaints.kind(place, "a string");
        return;
      }
      String text = value.textValue();
      int length = text.codePointCount(0, text.length());
      if (length < min) {
        complaints.broken(shown(text), place, LENGTH + "greater than or equal to " + min);
      }
      if (length > max) {
        complaints.broken(shown(text), place, LENGTH + "less than or equal to " + max);
        return;
      }
      if (pattern != null && !pattern.matcher(text).matches()) {
        complaints.broken(
            shown(text), place, "Member must satisfy regular expression pattern: " + pattern);
      }
      if (values != null && !values.contains(text)) {
        complaints.broken(shown(text), place, "Member must satisfy enum value set: " + values);
      }
    }

    private Complaints.Shown shown(String text) {
      return hidden ? Complaints.HIDDEN : new Complaints.Shown(text);
    }
  }

  /** A whole number from {@code min} to {@code max}. */
  record Whole(String name, long min, long max) implements Shape {
    private static final String VALUE = "Member must have value ";

    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isIntegralNumber()) {
        complaints.kind(place, "an integer");
        return;
      }
      BigDecimal number = value.decimalValue();
      if (number.compareTo(BigDecimal.valueOf(min)) < 0) {
        complaints.broken(shown(value), place, VALUE + "greater than or equal to " + min);
      }
      if (number.compareTo(BigDecimal.valueOf(max)) > 0) {
        complaints.broken(shown(value), place, VALUE + "less than or equal to " + max);
      }
    }

    private static Complaints.Shown shown(JsonNode value) {
      return new Complaints.Shown(value.asText());
    }
  }

  /** A number, with or without a fraction. */
  record Fraction(String name, double min, double max) implements Shape {
    private static final String VALUE = "Member must have value ";

    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isNumber()) {
        complaints.kind(place, "a number");
        return;
      }
      double number = value.doubleValue();
      if (!(number >= min)) {
        complaints.broken(
            new Complaints.Shown(value.asText()), place, VALUE + "greater than or equal to " + min);
      }
      if (!(number <= max)) {
        complaints.broken(
            new Complaints.Shown(value.asText()), place, VALUE + "less than or equal to " + max);
      }
    }
  }

  /** True or false. */
  record Flag(String name) implements Shape {
    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isBoolean()) {
        complaints.kind(place, "a boolean");
      }
    }
  }

  /** A time: seconds since 1970, with or without a fraction. */
  record Time(String name) implements Shape {
    /** The end of the year 9999. */
    private static final double LATEST = 253402300799.0;

    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
      if (!(seconds >= 0 && seconds <= LATEST)) {
        complaints.kind(place, "a number of seconds since 1970");
      }
    }
  }

  /** A list of {@code min} to {@code max} values of one shape. */
  record Many(String name, Shape member, int min, int max) implements Shape {
    private static final String LENGTH = "Member must have length ";

    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isArray()) {
        complaints.kind(place, "a list");
        return;
      }
      int size = value.size();
      if (size < min) {
        complaints.broken(Complaints.HIDDEN, place, LENGTH + "greater than or equal to " + min);
      }
      if (size > max) {
        complaints.broken(Complaints.HIDDEN, place, LENGTH + "less than or equal to " + max);
        return;
      }
      for (int i = 0; i < size; i++) {
        JsonNode item = value.get(i);
        Place at = place.item(i + 1);
        if (item.isNull()) {
          complaints.missing(at);
        } else {
          member.check(item, at, complaints);
        }
      }
    }
  }

  /** An object with named members; others are ignored, as the protocol says. */
  record Structure(String name, List<Member> members, Set<String> required) implements Shape {
    @Override
    public void check(JsonNode value, Place place, Complaints complaints) {
      if (!value.isObject()) {
        complaints.kind(place, "a structure");
        return;
      }
      for (Member member : members) {
        JsonNode part = value.get(member.name());
        if (part != null && !part.isNull()) {
          member.shape().check(part, place.member(member.name()), complaints);
        } else if (required.contains(member.name())) {
          complaints.missing(place.member(member.name()));
        }
      }
    }

    /** The member of that name, if the structure has one. */
    @Nullable Member member(String wanted) {
      return members.stream()
          .filter(member -> member.name().equals(wanted))
          .findFirst()
          .orElse(null);
    }
  }

  /** A member of a structure. */
  record Member(String name, Shape shape) {}
}
