package io.voxward.keys.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "domain_keys")
@IdClass(DomainKeyRow.Key.class)
class DomainKeyRow {
  record Key(String tenantId, String domainId, String purpose, int generation) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "purpose")
  String purpose;

  @Id
  @Column(name = "generation")
  int generation;

  @Column(name = "master_key", nullable = false)
  String masterKey;

  @Column(name = "wrapped", nullable = false)
  byte[] wrapped;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
