package io.voxward.session;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/** The Amazon Connect contact that a session began with, as Connect names it. */
public record ContactArn(String value) {
  private static final int MAX_LENGTH = 512;
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws(-[a-z]+)*:connect:[a-z0-9-]+:[0-9]{12}:instance/[a-zA-Z0-9-]+"
              + "/contact/[a-zA-Z0-9-]+");

  /** Refuses a value of another form. */
  public ContactArn {
    if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "originalContactArn",
          "must be arn:aws:connect:REGION:ACCOUNT:instance/ID/contact/ID, at most "
              + MAX_LENGTH
              + " characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
