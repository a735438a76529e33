package io.voxward.wire.kinesis;

import io.voxward.common.FailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream of Kinesis Video Streams, as AWS names it and a contact flow hands it over. */
public record StreamArn(String value) {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws(?:-[a-z]+)*:kinesisvideo:([a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}):([0-9]{12})"
              + ":stream/[a-zA-Z0-9_.-]{1,256}/[0-9]{1,20}");

  /** Refuses a value of another form. */
  public StreamArn {
    if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "streamArn", "must be arn:aws:kinesisvideo:REGION:ACCOUNT:stream/NAME/NUMBER");
    }
  }

  /** The region that the stream is in. */
  String region() {
    return part(1);
  }

  /** The AWS account that the stream belongs to. */
  String account() {
    return part(2);
  }

  private String part(int group) {
    Matcher parts = FORM.matcher(value);
    if (!parts.matches()) {
      throw new IllegalStateException("checked when it was made");
    }
    return parts.group(group);
  }
}
