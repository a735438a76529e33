package io.voxward.job;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of long work.
 *
 * @param kind the name of the {@link JobKind} that does it
 * @param name what its starter calls it; may be personal, so it is in no log
 * @param configuration what the kind needs to know, in the kind's own form
 * @param failure why the whole failed; absent otherwise
 * @param attempts how often its splitting, and later its finishing, was begun
 */
public record Job(
    TenantId tenant,
    DomainId domain,
    JobId id,
    String kind,
    @Nullable String name,
    JobStatus status,
    String configuration,
    @Nullable JobFailure failure,
    JobProgress progress,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant endedAt) {
  /** Stands for the domain of a job that is about the tenant as a whole. */
  public static final DomainId NO_DOMAIN = new DomainId("0".repeat(22));

  /** The domain it is in; absent where it is about the tenant as a whole. */
  public @Nullable DomainId inDomain() {
    return domain.equals(NO_DOMAIN) ? null : domain;
  }

  /** The ids only: the configuration and the name may be personal. */
  @Override
  public String toString() {
    return "Job[" + kind + ", " + id + ", " + status + "]";
  }
}
