package io.voxward.watchlist;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst says about a watchlist (forms from the Voice ID service model).
 *
 * @param name 1 to 256 letters, digits, {@code _} and {@code -}, beginning with a letter or digit
 * @param description 1 to 1024 letters, digits, separators and {@code _.:/=+-%@}
 */
public record WatchlistDraft(String name, @Nullable String description) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}");
  private static final Pattern DESCRIPTION =
      Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-%@]{1,1024}");

  /** Refuses another form, naming the member. */
  public WatchlistDraft {
    if (!NAME.matcher(name).matches()) {
      throw FailureException.invalid(
          "name", "must be 1 to 256 letters, digits, _ and -, beginning with a letter or digit");
    }
    if (description != null && !DESCRIPTION.matcher(description).matches()) {
      throw FailureException.invalid(
          "description", "must be 1 to 1024 letters, digits, spaces and _ . : / = + - % @");
    }
  }

  /** Says nothing: names may be personal. */
  @Override
  public String toString() {
    return "WatchlistDraft[hidden]";
  }
}
