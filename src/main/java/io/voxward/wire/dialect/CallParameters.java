package io.voxward.wire.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.profile.ProfileRef;
import io.voxward.session.SessionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a platform says about a call in its own parameters, by the {@link #NAMES} that are ours.
 * Others are passed over; one of ours that is blank counts as absent, because flows fill in
 * variables that may be empty.
 *
 * @param speaker who the caller is said to be; may be said later
 * @param sessionName the name of the call's session; a name is made up where absent
 * @param acceptanceThreshold 0 to 100; the domain's where absent
 * @param watchlist the watchlist to look into; the domain's default one where absent
 * @param profile a registered profile that the call is tuned by; none where absent
 * @param endWhenDecided whether the stream ends when every decision is made; as the session has it
 *     where absent
 */
public record CallParameters(
    @Nullable SpeakerRef speaker,
    @Nullable SessionName sessionName,
    @Nullable Integer acceptanceThreshold,
    @Nullable WatchlistId watchlist,
    @Nullable ProfileRef profile,
    @Nullable Boolean endWhenDecided) {
  /** The longest value of a parameter, in characters; longer ones are refused unread. */
  public static final int LONGEST = 512;

  private static final String SPEAKER = "speakerId";
  private static final String SESSION = "sessionName";
  private static final String THRESHOLD = "acceptanceThreshold";
  private static final String WATCHLIST = "watchlistId";
  private static final String PROFILE = "tuningProfile";
  private static final String END = "endWhenDecided";

  /** The names of the parameters that are ours. */
  public static final List<String> NAMES =
      List.of(SPEAKER, SESSION, THRESHOLD, WATCHLIST, PROFILE, END);

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,3}");
  private static final int HIGHEST = 100;

  /**
   * Reads parameters that came as texts.
   *
   * @param callId the platform's own id of the call: the session's name where none is given
   * @throws FailureException naming the parameter and its rule
   */
  public static CallParameters of(Map<String, String> given, @Nullable String callId) {
    String speaker = value(given, SPEAKER);
    String name = value(given, SESSION);
    String watchlist = value(given, WATCHLIST);
    String profile = value(given, PROFILE);
    String session = name == null ? callId : name;
    return new CallParameters(
        speaker == null ? null : speaker(speaker),
        session == null ? null : new SessionName(session),
        threshold(value(given, THRESHOLD)),
        watchlist == null ? null : new WatchlistId(watchlist),
        profile == null ? null : ProfileRef.parse(PROFILE, profile),
        flag(value(given, END)));
  }

  /**
   * Reads the members of a JSON object: texts, numbers or booleans. Anything else than an object
   * has no parameters.
   *
   * @param callId the platform's own id of the call: the session's name where none is given
   * @throws FailureException naming the parameter and its rule
   */
  public static CallParameters of(JsonNode object, @Nullable String callId) {
    Map<String, String> given = new HashMap<>();
    for (String name : NAMES) {
      JsonNode member = object.path(name);
      if (member.isContainerNode()) {
        throw FailureException.invalid(name, "must be a text, a number or a boolean");
      }
      if (member.isValueNode() && !member.isNull()) {
        given.put(name, member.asText());
      }
    }
    return of(given, callId);
  }

  private static @Nullable String value(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > LONGEST) {
      throw FailureException.invalid(name, "must have at most " + LONGEST + " characters");
    }
    return value.strip();
  }

  private static SpeakerRef speaker(String text) {
    try {
      return SpeakerRef.parse(text);
    } catch (FailureException ofEitherForm) {
      throw FailureException.invalid(
          SPEAKER,
          "must be 1 to 256 letters, digits, _ and -, beginning with a letter or digit, or id# and"
              + " 22 letters and digits");
    }
  }

  private static @Nullable Integer threshold(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) > HIGHEST) {
      throw FailureException.invalid(THRESHOLD, "must be a whole number from 0 to " + HIGHEST);
    }
    return Integer.valueOf(text);
  }

  private static @Nullable Boolean flag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw FailureException.invalid(END, "must be true or false");
    };
  }

  /** The settings of a session after these parameters; what they do not name stays. */
  SessionSettings on(SessionSettings before) {
    return new SessionSettings(
        acceptanceThreshold == null ? before.acceptanceThreshold() : acceptanceThreshold,
        before.riskThreshold(),
        before.authenticationSpeechSeconds(),
        watchlist == null ? before.watchlistId() : watchlist,
        before.authentication(),
        before.fraudDetection(),
        endWhenDecided == null ? before.endWhenDecided() : endWhenDecided);
  }
}
