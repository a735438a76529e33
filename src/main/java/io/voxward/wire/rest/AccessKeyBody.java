package io.voxward.wire.rest;

import io.voxward.access.AccessKey;
import io.voxward.access.DomainScope;
import io.voxward.access.IssuedAccessKey;
import io.voxward.access.Role;
import io.voxward.common.DomainId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it is shown.
 *
 * @param domains the domains it is for; absent if for all
 * @param status {@code ACTIVE}, {@code DISABLED} or {@code DELETED}
 * @param principalId the id of the first key of the same person or machine
 * @param revokedAt when it was deleted
 * @param lastUsedAt the hour in which it was last used
 * @param secretAccessKey shown once, when it is made
 * @param token shown once, when it is made
 */
public record AccessKeyBody(
    String accessKeyId,
    String name,
    List<String> roles,
    @Nullable List<String> domains,
    String status,
    String principalId,
    Instant createdAt,
    @Nullable Instant disabledAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable String secretAccessKey,
    @Nullable String token) {

  static AccessKeyBody of(AccessKey key) {
    return of(key, null, null);
  }

  static AccessKeyBody of(IssuedAccessKey issued) {
    return of(issued.key(), issued.secretAccessKey(), issued.token());
  }

  private static AccessKeyBody of(
      AccessKey key, @Nullable String secretAccessKey, @Nullable String token) {
    return new AccessKeyBody(
        key.id(),
        key.name(),
        key.roles().stream().map(Role::word).sorted().toList(),
        switch (key.scope()) {
          case DomainScope.All() -> null;
          case DomainScope.Only(Set<DomainId> domains) ->
              domains.stream().map(DomainId::value).sorted().toList();
        },
        key.status().name(),
        key.principal(),
        key.createdAt(),
        key.disabledAt(),
        key.revokedAt(),
        key.lastUsedAt(),
        secretAccessKey,
        token);
  }

  @Override
  public String toString() {
    return "AccessKeyBody[" + accessKeyId + "]";
  }
}
