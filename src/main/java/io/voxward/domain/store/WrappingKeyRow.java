package io.voxward.domain.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "wrapping_keys")
class WrappingKeyRow {
  @Id
  @Column(name = "name")
  String name;

  @Column(name = "known_since", nullable = false)
  Instant knownSince;
}
