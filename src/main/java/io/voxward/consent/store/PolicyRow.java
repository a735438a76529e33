package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "policies")
@IdClass(PolicyRow.Key.class)
class PolicyRow {
  record Key(String tenantId, String domainId, String version) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "version")
  String version;

  @Column(name = "body", nullable = false)
  String body;

  @Column(name = "published_by", nullable = false)
  String publishedBy;

  @Column(name = "published_at", nullable = false)
  Instant publishedAt;

  /** The order of publication; given by the database. */
  @Column(name = "position", insertable = false, updatable = false)
  long position;
}
