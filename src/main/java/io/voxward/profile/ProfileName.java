package io.voxward.profile;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/**
 * What a domain calls a profile: 1 to 256 letters, digits, {@code _} and {@code -}, beginning with
 * a letter or digit. It is shown in answers and in the audit trail: nothing personal belongs in it.
 */
public record ProfileName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}");

  /** Refuses another form. */
  public ProfileName {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "name", "must be 1 to 256 letters, digits, _ and -, beginning with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
