package io.voxward.job;

import io.voxward.common.Alphanumeric;
import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/** Identifies a job: 22 letters and digits. */
public record JobId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]{22}");

  /** Refuses a value of another form. */
  public JobId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid("jobId", "must be 22 letters and digits");
    }
  }

  /** A new unpredictable identifier. */
  public static JobId random() {
    return new JobId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
