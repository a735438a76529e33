package io.voxward.profile.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

@Entity
@Table(name = "profiles")
@IdClass(ProfileRow.Key.class)
class ProfileRow {
  record Key(String tenantId, String domainId, String name) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "name")
  String name;

  /** The number of the last version there was; it stays when the profile is deleted. */
  @Column(name = "last_version", nullable = false)
  int lastVersion;

  @Column(name = "deleted", nullable = false)
  boolean deleted;
}
