package io.voxward.audit.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "audit_entries")
@IdClass(AuditRow.Key.class)
class AuditRow {
  record Key(String tenantId, long sequence) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "sequence")
  long sequence;

  @Column(name = "at", nullable = false)
  Instant at;

  @Column(name = "actor", nullable = false)
  String actor;

  @Column(name = "action", nullable = false)
  String action;

  @Nullable
  @Column(name = "domain_id")
  String domainId;

  @Nullable
  @Column(name = "subject_id")
  String subjectId;

  @Nullable
  @Column(name = "detail")
  String detail;

  @Column(name = "previous", nullable = false)
  byte[] previous;

  @Column(name = "hash", nullable = false)
  byte[] hash;
}
