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
 * @param timeToLiveHours how long its results live after its end, where its kind removes them
 */
public record JobDraft(
    TenantId tenant,
    DomainId domain,
    String kind,
    @Nullable String name,
    String configuration,
    int timeToLiveHours) {
  /** How long results live at least after the job's end. */
  public static final int LEAST_HOURS_TO_LIVE = 6;

  /** How long results live where nothing is said: seven days. */
  public static final int USUAL_HOURS_TO_LIVE = 7 * 24;

  /** How long results live at most: 31 days. */
  public static final int MOST_HOURS_TO_LIVE = 31 * 24;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,255}");

  /** A job whose results live the usual time. */
  public JobDraft(
      TenantId tenant, DomainId domain, String kind, @Nullable String name, String configuration) {
    this(tenant, domain, kind, name, configuration, USUAL_HOURS_TO_LIVE);
  }

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
