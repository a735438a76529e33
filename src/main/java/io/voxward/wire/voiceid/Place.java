package io.voxward.wire.voiceid;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a request. Its text is made only when something is wrong there: {@code
 * enrollmentConfig.fraudDetectionConfig.watchlistIds.1.member}.
 */
record Place(@Nullable Place parent, String step) {
  /** The request itself. */
  static final Place ROOT = new Place(null, "");

  /** The place of a structure's member. */
  Place member(String name) {
    return new Place(this, name);
  }

  /** The place of a list's item; the first is 1. */
  Place item(int number) {
    return new Place(this, number + ".member");
  }

  /** The path as official messages write it: each step beginning with a small letter. */
  String path() {
    if (parent == null) {
      return "";
    }
    String own = Character.toLowerCase(step.charAt(0)) + step.substring(1);
    String before = parent.path();
    return before.isEmpty() ? own : before + "." + own;
  }
}
