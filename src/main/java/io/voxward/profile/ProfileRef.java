package io.voxward.profile;

import io.voxward.common.FailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A profile as a request names it: {@code name} for its newest version, {@code name@3} for that
 * one.
 *
 * @param version absent for the newest
 */
public record ProfileRef(ProfileName name, @Nullable Integer version) {
  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_-]{0,255})(?:@([1-9][0-9]{0,8}))?");

  /**
   * Reads it.
   *
   * @throws FailureException naming {@code field} and the form
   */
  public static ProfileRef parse(String field, String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw FailureException.invalid(
          field, "must be a profile's name, or name@version with a version from 1");
    }
    String version = parts.group(2);
    return new ProfileRef(
        new ProfileName(parts.group(1)), version == null ? null : Integer.valueOf(version));
  }

  /** Whether a session that is tuned by {@code used} already goes by what this names. */
  public boolean means(@Nullable ProfileRef used) {
    return used != null
        && name.equals(used.name)
        && (version == null || version.equals(used.version));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return version == null ? name.value() : name.value() + "@" + version;
  }
}
