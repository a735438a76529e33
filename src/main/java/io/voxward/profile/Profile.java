package io.voxward.profile;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import java.time.Instant;

/**
 * One version of a registered profile; it never changes.
 *
 * @param version counts from 1; a name that was deleted and is used again goes on counting
 */
public record Profile(
    TenantId tenant,
    DomainId domain,
    ProfileName name,
    int version,
    Tuning tuning,
    Instant createdAt) {

  /** This version, as it is written. */
  public ProfileRef ref() {
    return new ProfileRef(name, version);
  }
}
