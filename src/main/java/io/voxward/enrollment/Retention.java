package io.voxward.enrollment;

import java.util.Locale;

/** What is kept of the audio that a request brings. */
public enum Retention {
  /** Nothing. */
  NONE,
  /** The audio of the enrolment, sealed, as long as the voiceprint made of it. */
  AUDIO;

  /** The word in requests and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
