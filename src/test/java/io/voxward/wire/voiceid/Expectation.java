package io.voxward.wire.voiceid;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Holds an answer against what a step expects; members that nothing is said about may be there. */
final class Expectation {
  private static final Duration RECENT = Duration.ofMinutes(30);
  private static final Clock CLOCK = Clock.systemUTC();

  private Expectation() {}

  /**
   * Passes an answer that is as expected.
   *
   * @throws AssertionError naming the member that is not
   */
  static void agree(JsonNode actual, JsonNode expected, String where) {
    if (expected.isTextual() && expected.asText().startsWith("$")) {
      agreeText(actual, expected.asText(), where);
    } else if (expected.isObject() && isMatcher(expected)) {
      agreeSpecially(actual, expected, where);
    } else if (expected.isObject()) {
      check(actual.isObject(), where, "an object", actual);
      expected
          .properties()
          .forEach(part ->
              agree(actual.path(part.getKey()), part.getValue(), where + "." + part.getKey()));
    } else if (expected.isArray()) {
      check(actual.size() == expected.size(), where, expected.size() + " items", actual);
      for (int i = 0; i < expected.size(); i++) {
        agree(actual.path(i), expected.path(i), where + "." + i);
      }
    } else {
      check(same(actual, expected), where, expected.toString(), actual);
    }
  }

  static boolean agrees(JsonNode actual, JsonNode expected) {
    try {
      agree(actual, expected, "answer");
      return true;
    } catch (AssertionError other) {
      return false;
    }
  }

  private static boolean same(JsonNode actual, JsonNode expected) {
    return expected.isIntegralNumber()
        ? actual.isIntegralNumber() && actual.asLong() == expected.asLong()
        : actual.equals(expected);
  }

  private static void agreeText(JsonNode actual, String expected, String where) {
    switch (expected) {
      case "$any" ->
          check(!isAbsent(actual) && !actual.asText("-").isEmpty(), where, "there", actual);
      case "$absent" -> check(isAbsent(actual), where, "absent", actual);
      case "$recent" -> check(isRecent(actual), where, "a time of this half hour", actual);
      default -> {
        String pattern = expected.substring(2, expected.length() - 1);
        check(
            actual.isTextual() && Pattern.matches(pattern, actual.asText()),
            where,
            expected,
            actual);
      }
    }
  }

  private static boolean isAbsent(JsonNode actual) {
    return actual.isMissingNode() || actual.isNull();
  }

  private static boolean isRecent(JsonNode actual) {
    return actual.isTextual()
        && Duration.between(Instant.parse(actual.asText()), CLOCK.instant()).abs().compareTo(RECENT)
            < 0;
  }

  private static boolean isMatcher(JsonNode expected) {
    return expected.properties().stream().anyMatch(part -> part.getKey().startsWith("$"));
  }

  private static void agreeSpecially(JsonNode actual, JsonNode expected, String where) {
    String matcher = expected.fieldNames().next();
    JsonNode wanted = expected.path(matcher);
    boolean holds =
        switch (matcher) {
          case "$contains" -> contains(actual, wanted);
          case "$set" ->
              actual.size() == wanted.size()
                  && StreamSupport.stream(wanted.spliterator(), false)
                      .allMatch(part -> contains(actual, part));
          case "$size" -> actual.size() == wanted.asInt();
          case "$atLeast" -> actual.isNumber() && actual.asLong() >= wanted.asLong();
          case "$atMost" -> actual.isNumber() && actual.asLong() <= wanted.asLong();
          default -> throw new IllegalArgumentException("unknown matcher " + matcher);
        };
    check(holds, where, expected.toString(), actual);
  }

  private static boolean contains(JsonNode all, JsonNode wanted) {
    return StreamSupport.stream(all.spliterator(), false).anyMatch(one -> agrees(one, wanted));
  }

  private static void check(boolean holds, String where, String expected, JsonNode actual) {
    if (!holds) {
      throw new AssertionError(where + ": expected " + expected + ", got " + actual);
    }
  }
}
