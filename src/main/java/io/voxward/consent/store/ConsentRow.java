package io.voxward.consent.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "consents")
@IdClass(ConsentRow.Key.class)
class ConsentRow {
  record Key(String tenantId, String domainId, String consentId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "consent_id")
  String consentId;

  @Column(name = "generated_speaker_id", nullable = false)
  String generatedSpeakerId;

  @Column(name = "kind", nullable = false)
  String kind;

  @Column(name = "channel", nullable = false)
  String channel;

  @Nullable
  @Column(name = "reference")
  String reference;

  @Nullable
  @Column(name = "policy_version")
  String policyVersion;

  @Column(name = "given_at", nullable = false)
  Instant givenAt;

  @Column(name = "recorded_at", nullable = false)
  Instant recordedAt;

  @Column(name = "action", nullable = false)
  String action;

  @Nullable
  @Column(name = "actor")
  String actor;

  /** The order of writing; given by the database. */
  @Column(name = "position", insertable = false, updatable = false)
  @Generated
  long position;
}
