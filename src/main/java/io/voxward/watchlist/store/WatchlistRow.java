package io.voxward.watchlist.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "watchlists")
@IdClass(WatchlistRow.Key.class)
class WatchlistRow {
  record Key(String tenantId, String domainId, String watchlistId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "watchlist_id")
  String watchlistId;

  @Column(name = "name", nullable = false)
  String name;

  @Nullable
  @Column(name = "description")
  String description;

  @Column(name = "is_default", nullable = false)
  boolean isDefault;

  @Column(name = "created_at", nullable = false)
  Instant createdAt;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;
}
