package io.voxward.session.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "session_nodes")
class NodeRow {
  @Id
  @Column(name = "node_id")
  String nodeId;

  @Column(name = "beat_at", nullable = false)
  Instant beatAt;
}
