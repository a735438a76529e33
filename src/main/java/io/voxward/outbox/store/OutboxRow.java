package io.voxward.outbox.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "outbox_events")
class OutboxRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "position")
  @Nullable Long position;

  @Column(name = "event_id", nullable = false)
  String eventId;

  @Column(name = "tenant_id", nullable = false)
  String tenantId;

  @Nullable
  @Column(name = "domain_id")
  String domainId;

  @Column(name = "aggregate_id", nullable = false)
  String aggregateId;

  @Column(name = "type", nullable = false)
  String type;

  @Column(name = "payload", nullable = false)
  String payload;

  @Column(name = "occurred_at", nullable = false)
  Instant occurredAt;

  @Column(name = "told_at")
  @Nullable Instant toldAt;
}
