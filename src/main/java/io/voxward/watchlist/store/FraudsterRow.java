package io.voxward.watchlist.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "fraudsters")
@IdClass(FraudsterRow.Key.class)
class FraudsterRow {
  record Key(String tenantId, String domainId, String fraudsterId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "generated_fraudster_id")
  String fraudsterId;

  @Nullable
  @Column(name = "label")
  String label;

  @Nullable
  @Column(name = "note")
  String note;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
