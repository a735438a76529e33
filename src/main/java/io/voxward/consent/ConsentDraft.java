package io.voxward.consent;

import io.voxward.common.FailureException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a person gave their consent, as the contact center tells it.
 *
 * @param channel where: {@code phone}, {@code web}, {@code paper} or another short word
 * @param givenAt when
 * @param reference the contact center's own number of the proof
 * @param policyVersion which text they agreed to
 */
public record ConsentDraft(
    String channel, Instant givenAt, @Nullable String reference, @Nullable String policyVersion) {
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.:/=+\\-]{1,256}");

  /** Refuses another form, naming the member. */
  public ConsentDraft {
    if (!CHANNEL.matcher(channel).matches()) {
      throw FailureException.invalid(
          "channel", "must be a word of 1 to 32 lower-case letters, digits and hyphens");
    }
    word("reference", reference);
    word("policyVersion", policyVersion);
  }

  private static void word(String field, @Nullable String value) {
    if (value != null && !WORD.matcher(value).matches()) {
      throw FailureException.invalid(
          field, "must be 1 to 256 letters, digits and _ . : / = + -, without spaces");
    }
  }
}
