package io.voxward.instance;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says about an installation.
 *
 * @param externalId what the platform calls it: organization id, account SID, instance id or name;
 *     1 to 256 characters
 * @param domain the one domain that it is linked to
 * @param name what people call it; 1 to 256 characters
 * @param authToken Twilio's own secret; with kind {@code twilio} only
 */
public record InstanceDraft(
    InstanceKind kind,
    String externalId,
    DomainId domain,
    @Nullable String name,
    @Nullable String authToken) {
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,256}");
  private static final Pattern AUTH_TOKEN = Pattern.compile("[\\x21-\\x7e]{1,256}");

  /** Refuses another form, naming the member. */
  public InstanceDraft {
    text("externalId", externalId);
    if (name != null) {
      text("name", name);
    }
    if (authToken != null) {
      if (kind.proof() != InstanceKind.Proof.OWN_SECRET) {
        throw FailureException.invalid("authToken", "is Twilio's own: only with kind twilio");
      }
      if (!AUTH_TOKEN.matcher(authToken).matches()) {
        throw FailureException.invalid(
            "authToken", "must be 1 to 256 characters of ASCII without spaces");
      }
    }
  }

  private static void text(String field, String value) {
    if (value.isBlank() || !TEXT.matcher(value).matches()) {
      throw FailureException.invalid(
          field, "must be 1 to 256 characters, not only spaces and no control characters");
    }
  }

  @Override
  public String toString() {
    return "InstanceDraft[" + kind + ", domain=" + domain + "]";
  }
}
