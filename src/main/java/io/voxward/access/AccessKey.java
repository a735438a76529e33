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
 * @param principal the id of the first key of the person or machine it belongs to: its own, unless
 *     it was made to replace another
 * @param disabledAt since when it is refused until it is enabled again; absent while it is not
 * @param revokedAt since when it is deleted and refused for ever; absent while it is not
 * @param lastUsedAt when it was last used, to the hour; absent before the first time
 */
public record AccessKey(
    TenantId tenant,
    String id,
    String name,
    Set<Role> roles,
    DomainScope scope,
    String principal,
    Instant createdAt,
    @Nullable Instant disabledAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {
  /** Keeps an unmodifiable copy. */
  public AccessKey {
    roles = Set.copyOf(roles);
  }

  /** Whether it may be used now. */
  public Status status() {
    if (revokedAt != null) {
      return Status.DELETED;
    }
    return disabledAt == null ? Status.ACTIVE : Status.DISABLED;
  }

  /** Whether it lets its bearer in. */
  public boolean isActive() {
    return status() == Status.ACTIVE;
  }

  /** Whether it may do everything everywhere in its tenant. */
  boolean isAdministrator() {
    return roles.contains(Role.ADMIN) && scope instanceof DomainScope.All;
  }

  /** The life of a credential. */
  public enum Status {
    /** It works. */
    ACTIVE,
    /** It is refused until it is enabled again. */
    DISABLED,
    /** It is refused for ever; its entry stays. */
    DELETED
  }
}
