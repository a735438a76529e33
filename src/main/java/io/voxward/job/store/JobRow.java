package io.voxward.job.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "jobs")
@IdClass(JobRow.Key.class)
class JobRow {
  record Key(String tenantId, String domainId, String jobId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "job_id")
  String jobId;

  @Column(name = "kind", nullable = false)
  String kind;

  @Nullable
  @Column(name = "name")
  String name;

  @Column(name = "status", nullable = false)
  String status;

  @Column(name = "configuration", nullable = false)
  String configuration;

  @Nullable
  @Column(name = "failure_code")
  Integer failureCode;

  @Nullable
  @Column(name = "failure")
  String failure;

  @Column(name = "items_total", nullable = false)
  long itemsTotal;

  @Column(name = "items_done", nullable = false)
  long itemsDone;

  @Column(name = "items_failed", nullable = false)
  long itemsFailed;

  @Column(name = "attempts", nullable = false)
  int attempts;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;

  @Nullable
  @Column(name = "ended_at")
  Instant endedAt;

  @Column(name = "time_to_live_hours", nullable = false)
  int timeToLiveHours;

  /** When its results are gone; counted by the database from its end. */
  @Nullable
  @Column(name = "expires_at", insertable = false, updatable = false)
  Instant expiresAt;

  @Nullable
  @Column(name = "lease_owner")
  String leaseOwner;

  /** Not to be taken before then, leased or not. */
  @Nullable
  @Column(name = "lease_until")
  Instant leaseUntil;
}
