package io.voxward.domain;

import io.voxward.common.FailureException;
import java.util.regex.Pattern;

/**
 * The name that a tenant gives to the key of a domain ({@code KmsKeyId} of Voice ID): the id, ARN
 * or alias it had in a key service, or any other name. It stands for a key of the key provider,
 * which is made on first use; the same name of another tenant is another key.
 */
public record KeyId(String value) {
  // Before the key below, which is checked by it.
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,2048}");

  /** The key of a domain for which none was named. */
  public static final KeyId DEFAULT = new KeyId("alias/voxward");

  /** Refuses another form, naming the member. */
  public KeyId {
    if (!FORM.matcher(value).matches()) {
      throw FailureException.invalid(
          "kmsKeyId", "must be 1 to 2048 characters of ASCII without spaces");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
