package io.voxward.profile;

import io.voxward.common.FailureException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants otherwise than its domain; an absent part is as the next one below says: a
 * request's own tuning stands over its profile, and that over the domain.
 *
 * @param acceptanceThreshold the score from which a caller is accepted, 0 to 100
 * @param riskThreshold the risk score from which a voice is a known fraudster's, 0 to 100
 * @param authenticationSpeechSeconds net speech that a decision is made from: on a recording at
 *     least so much, in a call at the latest after so much; 3 to 60
 * @param enrollmentSpeechSeconds net speech that a voiceprint needs, 1 to 300
 * @param channel which channel has the voice, from 0, where the request does not say
 * @param language what is spoken, a BCP 47 tag: told back and nothing else, no score depends on it
 */
public record Tuning(
    @Nullable Integer acceptanceThreshold,
    @Nullable Integer riskThreshold,
    @Nullable Double authenticationSpeechSeconds,
    @Nullable Double enrollmentSpeechSeconds,
    @Nullable Integer channel,
    @Nullable String language) {
  /** Everything as the domain has it. */
  public static final Tuning NONE = new Tuning(null, null, null, null, null, null);

  /** The highest number of a channel. */
  public static final int HIGHEST_CHANNEL = 7;

  private static final int HIGHEST_SCORE = 100;
  private static final double LEAST_AUTHENTICATION_SECONDS = 3;
  private static final double MOST_AUTHENTICATION_SECONDS = 60;
  private static final double LEAST_ENROLLMENT_SECONDS = 1;
  private static final double MOST_ENROLLMENT_SECONDS = 300;
  private static final int LONGEST_LANGUAGE = 35;

  /** Refuses a value out of its range, naming the member. */
  public Tuning {
    whole("acceptanceThreshold", acceptanceThreshold, HIGHEST_SCORE);
    whole("riskThreshold", riskThreshold, HIGHEST_SCORE);
    seconds(
        "authenticationSpeechSeconds",
        authenticationSpeechSeconds,
        LEAST_AUTHENTICATION_SECONDS,
        MOST_AUTHENTICATION_SECONDS);
    seconds(
        "enrollmentSpeechSeconds",
        enrollmentSpeechSeconds,
        LEAST_ENROLLMENT_SECONDS,
        MOST_ENROLLMENT_SECONDS);
    whole("channel", channel, HIGHEST_CHANNEL);
    language = language == null ? null : tag(language);
  }

  private static void whole(String field, @Nullable Integer value, int most) {
    if (value != null && (value < 0 || value > most)) {
      throw FailureException.invalid(field, "must be 0 to " + most);
    }
  }

  private static void seconds(String field, @Nullable Double value, double least, double most) {
    if (value != null && !(value >= least && value <= most)) {
      throw FailureException.invalid(field, "must be " + least + " to " + most + " seconds");
    }
  }

  private static String tag(String language) {
    try {
      String tag =
          language.length() > LONGEST_LANGUAGE
              ? ""
              : new Locale.Builder().setLanguageTag(language).build().toLanguageTag();
      if (!tag.isEmpty() && !language.isEmpty()) {
        return tag;
      }
    } catch (IllformedLocaleException notATag) {
      // Refused below, as one that is too long is.
    }
    throw FailureException.invalid(
        "language", "must be a BCP 47 tag like es-MX, at most " + LONGEST_LANGUAGE + " characters");
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** This, and where it says nothing what {@code below} says. */
  public Tuning over(Tuning below) {
    return new Tuning(
        or(acceptanceThreshold, below.acceptanceThreshold),
        or(riskThreshold, below.riskThreshold),
        or(authenticationSpeechSeconds, below.authenticationSpeechSeconds),
        or(enrollmentSpeechSeconds, below.enrollmentSpeechSeconds),
        or(channel, below.channel),
        or(language, below.language));
  }

  private static <T> @Nullable T or(@Nullable T own, @Nullable T below) {
    return own == null ? below : own;
  }

  /** Says nothing: what a request brings itself is in no log. */
  @Override
  public String toString() {
    return "Tuning[hidden]";
  }
}
