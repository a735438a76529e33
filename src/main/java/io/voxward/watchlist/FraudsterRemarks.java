package io.voxward.watchlist;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What analysts write about a fraudster, for each other: in no event, no log and no answer of the
 * Voice ID dialect.
 *
 * @param label a short name, 1 to 256 letters, digits, separators and {@code _.:/=+-%@}
 * @param note 1 to 4096 characters, none of them a control character but line ends and tabs
 */
public record FraudsterRemarks(@Nullable String label, @Nullable String note) {
  /** Nothing. */
  public static final FraudsterRemarks NONE = new FraudsterRemarks(null, null);

  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-%@]{1,256}");
  private static final Pattern NOTE = Pattern.compile("[\\P{Cc}\\n\\r\\t]{1,4096}");

  /** Refuses another form, naming the member. */
  public FraudsterRemarks {
    if (label != null && !LABEL.matcher(label).matches()) {
      throw FailureException.invalid(
          "label", "must be 1 to 256 letters, digits, spaces and _ . : / = + - % @");
    }
    if (note != null && !NOTE.matcher(note).matches()) {
      throw FailureException.invalid(
          "note", "must be 1 to 4096 characters without control characters");
    }
  }

  /** Says nothing: remarks may name people. */
  @Override
  public String toString() {
    return "FraudsterRemarks[hidden]";
  }
}
