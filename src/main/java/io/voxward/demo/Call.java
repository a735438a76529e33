package io.voxward.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the story.
 *
 * @param customer the customer's id that the caller gives or is given
 * @param plot what happens, in a few words
 * @param script what the line does
 * @param clips what is said, in order
 * @param expected what must come of it
 * @param acceptanceThreshold what this call asks for; null for the domain's
 */
record Call(
    String customer,
    String plot,
    Script script,
    List<String> clips,
    String expected,
    @Nullable Integer acceptanceThreshold) {
  Call {
    clips = List.copyOf(clips);
  }

  Call(String customer, String plot, Script script, List<String> clips, String expected) {
    this(customer, plot, script, clips, expected, null);
  }

  /** The same call, accepted from another score than the domain's. */
  Call acceptingFrom(int score) {
    return new Call(customer, plot, script, clips, expected, score);
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
    CLAIMS_LATE,
    /** The caller turns out to be a fraudster and is registered as one. */
    REGISTERS_FRAUDSTER,
    /** The caller says who they are, and is looked for among the fraudsters. */
    CHECKS_FRAUD
  }

  /** An enrolment that must be refused for {@code reason}. */
  static String refused(String reason) {
    return "REFUSED: " + reason;
  }
}
