package io.voxward.wire.dialect;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A platform's own id of a call as the name of a session, which takes fewer signs. */
public final class PlatformCallId {
  private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9_-]");
  private static final Pattern NOT_FIRST = Pattern.compile("^[^a-zA-Z0-9]+");
  private static final int LONGEST = 36;

  private PlatformCallId() {}

  /**
   * The name: every sign that a name may not have is a hyphen. Absent where the id is absent or
   * longer than a name may be, since a part of it might be another call's.
   */
  public static @Nullable String asName(@Nullable String id) {
    if (id == null) {
      return null;
    }
    String name = NOT_FIRST.matcher(FOREIGN.matcher(id).replaceAll("-")).replaceFirst("");
    return name.isEmpty() || name.length() > LONGEST ? null : name;
  }
}
