package io.voxward.wire.kinesis;

import io.voxward.common.FailureException;
import io.voxward.session.ContactArn;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance of Amazon Connect, as Connect names it in the events of contact flows. */
public record InstanceArn(String value) {
  private static final int MAX_LENGTH = 256;
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws(?:-[a-z]+)*:connect:[a-z0-9-]+:[0-9]{12}:instance/([a-zA-Z0-9-]{1,100})");

  /** Refuses a value of another form. */
  public InstanceArn {
    if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "instanceArn", "must be arn:aws:connect:REGION:ACCOUNT:instance/ID");
    }
  }

  /** The instance's own id, by which it is linked. */
  String id() {
    Matcher parts = FORM.matcher(value);
    if (!parts.matches()) {
      throw new IllegalStateException("checked when it was made");
    }
    return parts.group(1);
  }

  /** A contact of the instance. */
  ContactArn contact(ContactId contact) {
    return new ContactArn(value + "/contact/" + contact.value());
  }
}
