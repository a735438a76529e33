package io.voxward.domain;

import io.voxward.common.FailureException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word that a tenant puts on a domain, and its value (forms from the Voice ID service model).
 * Both may say anything, so {@link #toString()} hides them.
 *
 * @param key 1 to 128 letters, digits, separators and {@code _.:/=+-@}; not beginning {@code aws:}
 * @param value at most 256 of the same
 */
public record Tag(String key, String value) {
  private static final String SIGNS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
  private static final Pattern KEY = Pattern.compile(SIGNS + "{1,128}");
  private static final Pattern VALUE = Pattern.compile(SIGNS + "{0,256}");
  private static final String RESERVED = "aws:";

  /** Refuses another form, naming the member. */
  public Tag {
    checkKey(key);
    if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      throw FailureException.invalid("tags.key", "must not begin with aws:, which is reserved");
    }
    if (!VALUE.matcher(value).matches()) {
      throw FailureException.invalid(
          "tags.value", "must be at most 256 letters, digits, spaces and _ . : / = + - @");
    }
  }

  /** Refuses a key that no tag can have. */
  static String checkKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw FailureException.invalid(
          "tags.key", "must be 1 to 128 letters, digits, spaces and _ . : / = + - @");
    }
    return key;
  }

  @Override
  public String toString() {
    return "Tag[hidden]";
  }
}
