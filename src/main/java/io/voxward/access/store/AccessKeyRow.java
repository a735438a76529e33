package io.voxward.access.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_keys")
@IdClass(AccessKeyRow.Key.class)
class AccessKeyRow {
  record Key(String tenantId, String accessKeyId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "access_key_id")
  String accessKeyId;

  @Column(name = "name", nullable = false)
  String name;

  /** The roles' names, separated by spaces. */
  @Column(name = "roles", nullable = false)
  String roles;

  /** The domains' ids, separated by spaces; absent for every domain. */
  @Nullable
  @Column(name = "domains")
  String domains;

  @Column(name = "master_key", nullable = false)
  String masterKey;

  @Column(name = "secret_sealed", nullable = false)
  byte[] secretSealed;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  /** The first key of the same principal; absent on that one itself. */
  @Nullable
  @Column(name = "principal_id")
  String principalId;

  @Nullable
  @Column(name = "disabled_at")
  Instant disabledAt;

  @Nullable
  @Column(name = "last_used_at")
  Instant lastUsedAt;

  @Nullable
  @Column(name = "revoked_at")
  Instant revokedAt;
}
