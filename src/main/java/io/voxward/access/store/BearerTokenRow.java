package io.voxward.access.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "bearer_tokens")
class BearerTokenRow {
  @Id
  @Column(name = "token_hash")
  byte[] tokenHash;

  @Column(name = "tenant_id", nullable = false)
  String tenantId;

  @Column(name = "access_key_id", nullable = false)
  String accessKeyId;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
