package io.voxward.job;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A job to be.
 *
 * @param kind the name of a {@link JobKind}
 * @param name 1 to 256 letters, digits, {@code _} and {@code -}, beginning with a letter or digit
 *     (form from the Voice ID service model)
 * @param configuration what the kind needs to know, in the kind's own form
 */
public record JobDraft(
    TenantId tenant, DomainId domain, String kind, @Nullable String name, String configuration) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}");

  /** Refuses another form of name. */
  public JobDraft {
    if (name != null && !NAME.matcher(name).matches()) {
      throw FailureException.invalid(
          "name", "must be 1 to 256 letters, digits, _ and -, beginning with a letter or digit");
    }
  }

  /** The kind only: name and configuration may be personal. */
  @Override
  public String toString() {
    return "JobDraft[" + kind + "]";
  }
}
