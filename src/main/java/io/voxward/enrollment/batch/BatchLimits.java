package io.voxward.enrollment.batch;

import io.voxward.access.Limits;
import io.voxward.access.Quota;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;

/** How much batch jobs may do for a tenant. */
@ApplicationScoped
public class BatchLimits {
  private final Limits limits;

  /** Asks {@code limits}. */
  public BatchLimits(Limits limits) {
    this.limits = limits;
  }

  /** Entries that one manifest may have. */
  long entries(TenantId tenant, BatchKind kind) {
    return limits.of(
        tenant,
        switch (kind) {
          case SPEAKER_ENROLLMENT -> Quota.SPEAKERS_PER_JOB;
          case FRAUDSTER_REGISTRATION -> Quota.FRAUDSTERS_PER_JOB;
        });
  }

  /**
   * Passes if another job of the kind may be active in a domain.
   *
   * @throws FailureException of kind {@link Failure.QuotaExceeded} otherwise
   */
  void requireRoom(TenantId tenant, BatchKind kind, long active) {
    limits.require(
        tenant,
        switch (kind) {
          case SPEAKER_ENROLLMENT -> Quota.ACTIVE_ENROLLMENT_JOBS;
          case FRAUDSTER_REGISTRATION -> Quota.ACTIVE_REGISTRATION_JOBS;
        },
        active);
  }
}
