package io.voxward.wire.kinesis;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/** The number of one fragment of a stream: AWS makes them, and they grow with time. */
public record FragmentNumber(String value) implements Comparable<FragmentNumber> {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,128}");

  /** Refuses a value of another form. */
  public FragmentNumber {
    if (!isOne(value)) {
      throw FailureException.invalid("startFragmentNumber", "must be 1 to 128 digits");
    }
  }

  /** Whether the text can be one. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(FragmentNumber other) {
    String mine = significant(value);
    String theirs = significant(other.value);
    int byLength = Integer.compare(mine.length(), theirs.length());
    return byLength == 0 ? mine.compareTo(theirs) : byLength;
  }

  private static String significant(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return digits.substring(zeros);
  }
}
