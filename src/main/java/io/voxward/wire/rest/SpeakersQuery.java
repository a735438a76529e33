package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.engine.quality.SeveralVoices;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** How many people may speak in a recording, and who of them is meant, as query parameters. */
public class SpeakersQuery {
  /** The one way to say who is meant; another is the recording's channel. */
  static final String LONGEST = "longest";

  @QueryParam("minSpeakers")
  public @Nullable String minSpeakers;

  @QueryParam("maxSpeakers")
  public @Nullable String maxSpeakers;

  @QueryParam("speakers")
  public @Nullable String speakers;

  /** One where nothing is said. */
  SeveralVoices allowed() {
    return allowed(
        "", number("minSpeakers", minSpeakers), number("maxSpeakers", maxSpeakers), speakers);
  }

  /**
   * What a request says; one where it says nothing.
   *
   * @param where what a refusal puts before the name of a member
   */
  static SeveralVoices allowed(
      String where, @Nullable Integer least, @Nullable Integer most, @Nullable String pick) {
    if (pick != null && !pick.equals(LONGEST)) {
      throw FailureException.invalid(
          where + "speakers", "must be longest; a channel is named by channel");
    }
    if (most == null && (least != null || pick != null)) {
      throw FailureException.invalid(
          where + "maxSpeakers", "is needed: 1 to " + SeveralVoices.HIGHEST);
    }
    int highest = most == null ? 1 : most;
    if (highest < 1 || highest > SeveralVoices.HIGHEST) {
      throw FailureException.invalid(
          where + "maxSpeakers", "must be 1 to " + SeveralVoices.HIGHEST);
    }
    int lowest = least == null ? 1 : least;
    if (lowest < 1 || lowest > highest) {
      throw FailureException.invalid(where + "minSpeakers", "must be 1 to maxSpeakers");
    }
    return new SeveralVoices(lowest, highest);
  }

  private static @Nullable Integer number(String field, @Nullable String given) {
    try {
      return given == null ? null : Integer.valueOf(given);
    } catch (NumberFormatException notANumber) {
      throw FailureException.invalid(field, "must be 1 to " + SeveralVoices.HIGHEST);
    }
  }
}
