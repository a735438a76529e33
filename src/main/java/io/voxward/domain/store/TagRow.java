package io.voxward.domain.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

@Entity
@Table(name = "tags")
@IdClass(TagRow.Key.class)
class TagRow {
  record Key(String tenantId, String domainId, String tagKey) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "tag_key")
  String tagKey;

  @Column(name = "tag_value", nullable = false)
  String tagValue;
}
