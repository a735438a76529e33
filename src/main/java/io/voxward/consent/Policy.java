package io.voxward.consent;

import io.voxward.common.FailureException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a domain tells people about their voices, in one version: once published it never changes.
 *
 * @param version 1 to 64 letters, digits and {@code _ . -}, beginning with a letter or digit
 * @param text 1 to 20,000 characters
 */
public record Policy(String version, String text, String publishedBy, Instant publishedAt) {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int MOST_CHARACTERS = 20_000;

  /** Refuses another form, naming the member. */
  public Policy {
    requireVersion(version);
    if (text.isBlank() || text.length() > MOST_CHARACTERS || text.indexOf('\0') >= 0) {
      throw FailureException.invalid("text", "must be 1 to " + MOST_CHARACTERS + " characters");
    }
  }

  /** Refuses what cannot be a version. */
  static void requireVersion(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw FailureException.invalid(
          "version", "must be 1 to 64 letters, digits and _ . -, beginning with a letter or digit");
    }
  }
}
