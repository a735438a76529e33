package io.voxward.profile.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "profile_versions")
@IdClass(ProfileVersionRow.Key.class)
class ProfileVersionRow {
  record Key(String tenantId, String domainId, String name, int version) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "name")
  String name;

  @Id
  @Column(name = "version")
  int version;

  @Column(name = "sealed", nullable = false)
  byte[] sealed;

  @Column(name = "key_generation", nullable = false)
  int keyGeneration;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
