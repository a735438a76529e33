package io.voxward.access.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "client_tokens")
@IdClass(ClientTokenRow.Key.class)
class ClientTokenRow {
  record Key(String tenantId, String operation, String clientToken) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "operation")
  String operation;

  @Id
  @Column(name = "client_token")
  String clientToken;

  @Column(name = "request_hash", nullable = false)
  byte[] requestHash;

  @Column(name = "subject_id", nullable = false)
  String subjectId;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
