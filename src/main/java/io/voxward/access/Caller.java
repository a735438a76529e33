package io.voxward.access;

import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import java.util.Set;

/**
 * Who asks, after their credential was checked.
 *
 * @param tenant whose data they may see; another tenant's does not exist for them
 * @param name the id of their access key, for the audit trail
 * @param permissions what they may do
 * @param scope where they may do it
 */
public record Caller(TenantId tenant, String name, Set<Permission> permissions, DomainScope scope) {
  /** Keeps an unmodifiable copy. */
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Passes a caller who has {@code permission}.
   *
   * @throws FailureException of kind {@link Failure.Forbidden} otherwise
   */
  public void require(Permission permission) {
    if (!permissions.contains(permission)) {
      throw new FailureException(
          new Failure.Forbidden("this access key lacks the permission " + permission));
    }
  }

  /**
   * Passes a caller who has {@code permission} in {@code domain}; says the same whether or not such
   * a domain exists.
   *
   * @throws FailureException of kind {@link Failure.Forbidden} otherwise
   */
  public void require(Permission permission, DomainId domain) {
    require(permission);
    if (!scope.covers(domain)) {
      throw new FailureException(
          new Failure.Forbidden("this access key is not for domain " + domain));
    }
  }
}
