package io.voxward.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, text, numbers and truth values as JSON; nothing else. */
public final class JsonText {
  private JsonText() {}

  /**
   * The JSON of a value.
   *
   * @throws IllegalArgumentException for a value JSON has no form for
   */
  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value);
    return text.toString();
  }

  private static void write(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> writeMap(text, map);
      case List<?> list -> writeList(text, list);
      case String string -> writeText(text, string);
      case Boolean truth -> text.append(truth);
      case Integer number -> text.append(number);
      case Long number -> text.append(number);
      case Float number -> text.append(finite(number.doubleValue(), number.toString()));
      case Double number -> text.append(finite(number, number.toString()));
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private static String finite(double number, String text) {
    return Double.isFinite(number) ? text : "null";
  }

  private static void writeMap(StringBuilder text, Map<?, ?> map) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator);
      writeText(text, String.valueOf(entry.getKey()));
      text.append(": ");
      write(text, entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }

  private static void writeList(StringBuilder text, List<?> list) {
    text.append('[');
    String separator = "";
    for (Object element : list) {
      text.append(separator);
      write(text, element);
      separator = ", ";
    }
    text.append(']');
  }

  private static void writeText(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
