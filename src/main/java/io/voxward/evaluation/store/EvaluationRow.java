package io.voxward.evaluation.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "evaluations")
@IdClass(EvaluationRow.Key.class)
class EvaluationRow {
  record Key(String tenantId, String domainId, String evaluationId) {}

  @Id
  @Column(name = "tenant_id")
  String tenantId;

  @Id
  @Column(name = "domain_id")
  String domainId;

  @Id
  @Column(name = "evaluation_id")
  String evaluationId;

  @Column(name = "session_id", nullable = false)
  String sessionId;

  @Column(name = "authentication_result_id")
  @Nullable String authenticationResultId;

  @Column(name = "authentication_decision")
  @Nullable String authenticationDecision;

  @Column(name = "authentication_score")
  @Nullable Integer authenticationScore;

  @Column(name = "acceptance_threshold")
  @Nullable Integer acceptanceThreshold;

  @Column(name = "generated_speaker_id")
  @Nullable String speakerId;

  @Column(name = "fraud_result_id")
  @Nullable String fraudResultId;

  @Column(name = "fraud_decision")
  @Nullable String fraudDecision;

  @Column(name = "risk_threshold")
  @Nullable Integer riskThreshold;

  @Column(name = "fraud_reasons")
  @JdbcTypeCode(SqlTypes.ARRAY)
  String @Nullable [] fraudReasons;

  @Column(name = "known_fraudster_score")
  @Nullable Integer knownFraudsterScore;

  @Column(name = "generated_fraudster_id")
  @Nullable String fraudsterId;

  @Column(name = "watchlist_id")
  @Nullable String watchlistId;

  @Column(name = "call_reasons", nullable = false)
  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] callReasons;

  @Column(name = "net_speech_seconds", nullable = false)
  double netSpeechSeconds;

  @Column(name = "speech_used_from")
  @Nullable Instant speechUsedFrom;

  @Column(name = "speech_used_to")
  @Nullable Instant speechUsedTo;

  @Column(name = "model_id", nullable = false)
  String modelId;

  @Column(name = "evaluated_at", nullable = false)
  Instant evaluatedAt;
}
