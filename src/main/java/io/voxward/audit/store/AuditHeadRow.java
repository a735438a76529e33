package io.voxward.audit.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "audit_heads")
class AuditHeadRow {
  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Column(name = "sequence", nullable = false)
  long sequence;

  @Column(name = "hash", nullable = false)
  byte[] hash;
}
