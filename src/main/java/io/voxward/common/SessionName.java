package io.voxward.common;

import java.util.regex.Pattern;

/**
 * The name a contact center gives a session, usually its own contact id: 1 to 36 letters, digits,
 * {@code _} and {@code -}, beginning with a letter or digit (Voice ID service model, {@code
 * SessionName}).
 */
public record SessionName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,35}");

  /** Refuses a value of another form. */
  public SessionName {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "sessionName",
          "must be 1 to 36 letters, digits, _ and -, beginning with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
