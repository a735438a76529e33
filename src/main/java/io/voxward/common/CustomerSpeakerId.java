package io.voxward.common;

import java.util.regex.Pattern;

/**
 * The customer's own id of a speaker: 1 to 256 letters, digits, {@code _} and {@code -}, beginning
 * with a letter or digit (Voice ID service model, {@code CustomerSpeakerId}). It may name a person,
 * so {@link #toString()} hides it.
 */
public record CustomerSpeakerId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}");

  /** Refuses a value of another form. */
  public CustomerSpeakerId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "speakerId",
          "must be 1 to 256 letters, digits, _ and -, beginning with a letter or digit, or id# and"
              + " 22 letters and digits");
    }
  }

  @Override
  public String toString() {
    return "CustomerSpeakerId[hidden]";
  }
}
