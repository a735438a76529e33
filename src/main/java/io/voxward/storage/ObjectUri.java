package io.voxward.storage;

import io.voxward.common.FailureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an object, or a place where objects lie: {@code s3://bucket/key} (form from the Voice ID
 * service model).
 *
 * @param bucket 3 to 63 lower-case letters, digits, dots and hyphens
 * @param key may be empty, where a whole bucket is meant
 */
public record ObjectUri(String bucket, String key) {
  private static final int MAX_LENGTH = 1024;
  private static final Pattern FORM =
      Pattern.compile("s3://([a-z0-9][.\\-a-z0-9]{1,61}[a-z0-9])(?:/(.*))?", Pattern.DOTALL);

  /** What a text must be to be one. */
  public static final String RULE =
      "must be s3://bucket/key, at most " + MAX_LENGTH + " characters";

  /** Reads a text; refuses another form, naming {@code field}. */
  public static ObjectUri parse(String field, String text) {
    Matcher parts = FORM.matcher(text);
    if (text.length() > MAX_LENGTH || !parts.matches()) {
      throw FailureException.invalid(field, RULE);
    }
    String key = parts.group(2);
    return new ObjectUri(parts.group(1), key == null ? "" : key);
  }

  /** The object of that name below this place. */
  public ObjectUri below(String name) {
    return new ObjectUri(
        bucket, key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
  }

  /** The part of the key after its last slash. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The whole as a text. */
  public String text() {
    return "s3://" + bucket + "/" + key;
  }

  /** The bucket only: a key may name a person. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/…";
  }
}
