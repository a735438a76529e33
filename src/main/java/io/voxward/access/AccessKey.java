package io.voxward.access;

import io.voxward.common.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it may be shown again: without its secrets.
 *
 * @param id 20 capital letters and digits
 * @param name what its owner calls it
 * @param revokedAt since when it is refused; absent while it works
 */
public record AccessKey(
    TenantId tenant,
    String id,
    String name,
    Set<Role> roles,
    DomainScope scope,
    Instant createdAt,
    @Nullable Instant revokedAt) {
  /** Keeps an unmodifiable copy. */
  public AccessKey {
    roles = Set.copyOf(roles);
  }
}
