package io.voxward.demo;

import java.util.List;

/**
 * One call of the story.
 *
 * @param customer the customer's id that the caller gives or is given
 * @param plot what happens, in a few words
 * @param script what the line does
 * @param clips what is said, in order
 * @param expected what must come of it
 */
record Call(String customer, String plot, Script script, List<String> clips, String expected) {
  Call {
    clips = List.copyOf(clips);
  }

  /** What the line does with a call. */
  enum Script {
    /** The customer is enrolled from this call. */
    ENROLS,
    /** The customer is to be enrolled from a recording that is sent in. */
    SENDS_RECORDING,
    /** The customer wants no voiceprint any more. */
    OPTS_OUT,
    /** The caller says who they are before they speak. */
    CLAIMS,
    /** Who the caller says they are becomes known in the middle of the call. */
    CLAIMS_LATE
  }

  /** An enrolment that must be refused for {@code reason}. */
  static String refused(String reason) {
    return "REFUSED: " + reason;
  }
}
