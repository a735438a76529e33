package io.voxward.instance.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "instances")
@IdClass(InstanceRow.Key.class)
class InstanceRow {
  record Key(String tenantId, String instanceId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "instance_id")
  String instanceId;

  @Column(name = "domain_id", nullable = false)
  String domainId;

  @Column(name = "kind", nullable = false)
  String kind;

  @Column(name = "external_id", nullable = false)
  String externalId;

  @Nullable
  @Column(name = "name")
  String name;

  @Nullable
  @Column(name = "master_key")
  String masterKey;

  @Column(name = "secret_sealed")
  byte @Nullable [] secretSealed;

  @Column(name = "token_hash")
  byte @Nullable [] tokenHash;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
