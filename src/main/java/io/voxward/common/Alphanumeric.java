package io.voxward.common;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The 22-character alphanumeric form that every identifier made by Voxward has (131 bits). */
public final class Alphanumeric {
  /** Length in characters. */
  public static final int LENGTH = 22;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]{22}");
  private static final Pattern MARKED_FORM = Pattern.compile("id#[a-zA-Z0-9]{22}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Alphanumeric() {}

  /** A new unpredictable identifier. */
  public static String random() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** A new unpredictable identifier in the form {@code id#} and 22 alphanumerics. */
  public static String randomMarked() {
    return "id#" + random();
  }

  /** Returns {@code value} if it is 22 alphanumerics; otherwise refuses {@code field}. */
  static String check(String field, String value) {
    return check(FORM, field, value, "must be 22 letters and digits");
  }

  /**
   * Returns {@code value} if it is {@code id#} and 22 alphanumerics; otherwise refuses {@code
   * field}.
   */
  static String checkMarked(String field, String value) {
    return check(MARKED_FORM, field, value, "must be id# and 22 letters and digits");
  }

  private static String check(Pattern form, String field, String value, String rule) {
    if (!form.matcher(value).matches()) {
      throw FailureException.invalid(field, rule);
    }
    return value;
  }
}
