package io.voxward.wire.kinesis;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/** A contact of Amazon Connect, as Connect names it in the audio's tags. */
public record ContactId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9-]{1,256}");

  /** Refuses a value of another form. */
  public ContactId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "contactId", "must be 1 to 256 letters, digits and hyphens, as Amazon Connect gives it");
    }
  }
}
