package io.voxward.session.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "session_streams")
@IdClass(StreamRow.Key.class)
class StreamRow {
  record Key(String tenantId, String domainId, String sessionId, int streamNumber) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "session_id")
  String sessionId;

  @Id
  @Column(name = "stream_number")
  int streamNumber;

  @Column(name = "node_id", nullable = false)
  String nodeId;

  @Column(name = "started_at", nullable = false)
  Instant startedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "end_reason")
  @Nullable String endReason;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;
}
