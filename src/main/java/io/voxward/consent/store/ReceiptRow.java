package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "receipts")
@IdClass(ReceiptRow.Key.class)
class ReceiptRow {
  record Key(String tenantId, String receiptId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "receipt_id")
  String receiptId;

  @Column(name = "domain_id", nullable = false)
  String domainId;

  @Column(name = "kind", nullable = false)
  String kind;

  @Column(name = "subject_id", nullable = false)
  String subjectId;

  @Column(name = "body", nullable = false)
  String body;

  @Column(name = "signature", nullable = false)
  byte[] signature;

  @Column(name = "issued_at", nullable = false)
  Instant issuedAt;
}
