package io.voxward.watchlist.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** That a fraudster is on a watchlist. */
@Entity
@Table(name = "fraudster_watchlists")
@IdClass(MembershipRow.Key.class)
class MembershipRow {
  record Key(String tenantId, String domainId, String watchlistId, String fraudsterId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "watchlist_id")
  String watchlistId;

  @Id
  @Column(name = "generated_fraudster_id")
  String fraudsterId;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;
}
