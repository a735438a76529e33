package io.voxward.job.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "job_items")
@IdClass(JobItemRow.Key.class)
class JobItemRow {
  record Key(String tenantId, String domainId, String jobId, long itemNumber) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "job_id")
  String jobId;

  @Id
  @Column(name = "item_number")
  long itemNumber;

  @Column(name = "status", nullable = false)
  String status;

  @Column(name = "input", nullable = false)
  String input;

  @Nullable
  @Column(name = "result")
  String result;

  @Nullable
  @Column(name = "error_code")
  Integer errorCode;

  @Nullable
  @Column(name = "error")
  String error;

  @Column(name = "attempts", nullable = false)
  int attempts;

  @Nullable
  @Column(name = "lease_owner")
  String leaseOwner;

  /** Not to be taken before then, leased or not. */
  @Nullable
  @Column(name = "lease_until")
  Instant leaseUntil;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
