package io.voxward.access.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "stream_tokens")
class StreamTokenRow {
  @Id
  @Column(name = "token_hash")
  byte[] tokenHash;

  @Column(name = "tenant_id", nullable = false)
  String tenantId;

  @Column(name = "domain_id", nullable = false)
  String domainId;

  @Column(name = "session_id", nullable = false)
  String sessionId;

  @Column(name = "expires_at", nullable = false)
  Instant expiresAt;
}
