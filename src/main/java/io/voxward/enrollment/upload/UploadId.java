package io.voxward.enrollment.upload;

import io.voxward.common.Alphanumeric;
import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/** Identifies an upload: 22 letters and digits. */
public record UploadId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]{22}");

  /** Refuses a value of another form. */
  public UploadId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid("uploadId", "must be 22 letters and digits");
    }
  }

  /** A new unpredictable identifier. */
  static UploadId random() {
    return new UploadId(Alphanumeric.random());
  }

  @Override
  public String toString() {
    return value;
  }
}
