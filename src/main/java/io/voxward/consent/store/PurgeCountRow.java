package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

@Entity
@Table(name = "purge_counts")
@IdClass(PurgeCountRow.Key.class)
class PurgeCountRow {
  record Key(String tenantId, String domainId, String what) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "what")
  String what;

  @Column(name = "removed", nullable = false)
  long removed;
}
