package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "tombstones")
@IdClass(TombstoneRow.Key.class)
class TombstoneRow {
  record Key(String tenantId, String domainId, String kind, String subjectId, Instant erasedAt) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "kind")
  String kind;

  @Id
  @Column(name = "subject_id")
  String subjectId;

  @Id
  @Column(name = "erased_at")
  Instant erasedAt;

  @Column(name = "reason", nullable = false)
  String reason;
}
