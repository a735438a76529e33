package io.voxward.watchlist.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** What stands for all fraudsters of a domain and their places in the lists. */
@Entity
@Table(name = "fraudster_galleries")
@IdClass(GalleryRow.Key.class)
class GalleryRow {
  record Key(String tenantId, String domainId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Column(name = "state", nullable = false)
  UUID state;
}
