package io.voxward.wire.voiceid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one request, in the words of the official service: "1 validation error
 * detected: Value 'x' at 'domainId' failed to satisfy constraint: Member must …".
 */
final class Complaints {
  /** The most that one answer tells. */
  private static final int MAX_TOLD = 20;

  /** A value as a refusal repeats it: cut where it is long. */
  record Shown(String text) {
    private static final int MAX_SHOWN = 128;

    Shown {
      if (text.length() > MAX_SHOWN) {
        text = text.substring(0, MAX_SHOWN) + "...";
      }
    }
  }

  /** Stands for a value that a refusal may not repeat. */
  static final Shown HIDDEN = new Shown("HIDDEN_DUE_TO_SECURITY_REASONS");

  private final List<String> told = new ArrayList<>(0);
  private int count;
  private @Nullable String wrongKind;

  /** The value is not of the JSON kind that the member has. */
  void kind(Place place, String expected) {
    if (wrongKind == null) {
      String at = place.path();
      wrongKind = (at.isEmpty() ? "the body" : "'" + at + "'") + " must be " + expected;
    }
  }

  /** The value breaks a rule. */
  void broken(Shown value, Place place, String rule) {
    tell("Value '" + value.text() + "' at '" + place.path() + "'", rule);
  }

  /** A required value is absent or null. */
  void missing(Place place) {
    tell("Value null at '" + place.path() + "'", "Member must not be null");
  }

  private void tell(String what, String rule) {
    count++;
    if (told.size() < MAX_TOLD) {
      told.add(what + " failed to satisfy constraint: " + rule);
    }
  }

  /** Why the body cannot be read as the operation's input; null if it can. */
  @Nullable String wrongKind() {
    return wrongKind;
  }

  /** All broken rules in one message; null if none is. */
  @Nullable String message() {
    return count == 0 ? null : message(count, String.join("; ", told));
  }

  /** The message for one member that broke a rule which is not in the model. */
  static String message(String member, String rule) {
    return message(1, "Value at '" + member + "' failed to satisfy constraint: Member " + rule);
  }

  private static String message(int count, String what) {
    return count + " validation error" + (count == 1 ? "" : "s") + " detected: " + what;
  }
}
