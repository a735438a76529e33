package io.voxward.evaluation.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.evaluation.Authentication;
import io.voxward.evaluation.AuthenticationDecision;
import io.voxward.evaluation.DecisionRecord;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.FraudDecision;
import io.voxward.evaluation.FraudDetection;
import io.voxward.evaluation.FraudDetection.KnownFraudster;
import io.voxward.session.Claim;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;

/** Remembers decisions. */
@ApplicationScoped
public class EvaluationRepository
    implements PanacheRepositoryBase<EvaluationRow, EvaluationRow.Key> {

  /** Adds a record. */
  public void append(TenantId tenant, DomainId domain, Evaluation evaluation) {
    EvaluationRow row = new EvaluationRow();
    row.tenantId = tenant.value();
    row.domainId = domain.value();
    row.evaluationId = Alphanumeric.random();
    row.sessionId = evaluation.session().value();
    row.netSpeechSeconds = evaluation.netSpeechSeconds();
    row.modelId = evaluation.calibration().model().value();
    row.evaluatedAt = evaluation.evaluatedAt();
    row.callReasons = evaluation.reasons().stream().map(Enum::name).toArray(String[]::new);
    Authentication authentication = evaluation.authentication();
    if (authentication != null) {
      fill(row, authentication);
    }
    FraudDetection fraud = evaluation.fraud();
    if (fraud != null) {
      fill(row, fraud);
    }
    persist(row);
  }

  private static void fill(EvaluationRow row, Authentication authentication) {
    DisplayScore score = authentication.score();
    Claim claim = authentication.speaker();
    row.authenticationResultId = authentication.resultId();
    row.authenticationDecision = authentication.decision().name();
    row.authenticationScore = score == null ? null : score.value();
    row.acceptanceThreshold = authentication.acceptanceThreshold().value();
    row.speakerId = claim == null ? null : claim.speaker().value();
    row.speechUsedFrom = authentication.from();
    row.speechUsedTo = authentication.to();
  }

  private static void fill(EvaluationRow row, FraudDetection fraud) {
    row.fraudResultId = fraud.resultId();
    row.fraudDecision = fraud.decision().name();
    row.riskThreshold = fraud.riskThreshold().value();
    row.fraudReasons = fraud.reasons().stream().map(Enum::name).toArray(String[]::new);
    row.watchlistId = fraud.watchlist().value();
    KnownFraudster known = fraud.knownFraudster();
    if (known != null) {
      GeneratedFraudsterId fraudster = known.fraudster();
      row.knownFraudsterScore = known.score().value();
      row.fraudsterId = fraudster == null ? null : fraudster.value();
    }
  }

  /** The decisions of a session in the order they were made. */
  public List<DecisionRecord> ofSession(TenantId tenant, DomainId domain, SessionId session) {
    return find(
            "tenantId = ?1 and domainId = ?2 and sessionId = ?3 order by evaluatedAt",
            tenant.value(),
            domain.value(),
            session.value())
        .stream()
        .map(EvaluationRepository::read)
        .toList();
  }

  private static DecisionRecord read(EvaluationRow row) {
    return new DecisionRecord(
        row.authenticationDecision == null
            ? null
            : AuthenticationDecision.valueOf(row.authenticationDecision),
        row.authenticationScore,
        row.fraudDecision == null ? null : FraudDecision.valueOf(row.fraudDecision),
        List.of(row.callReasons),
        row.netSpeechSeconds,
        row.modelId,
        row.evaluatedAt);
  }

  /** The decisions about a person as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('sessionId', session_id,"
                + " 'decision', authentication_decision, 'score', authentication_score,"
                + " 'acceptanceThreshold', acceptance_threshold, 'fraudDecision', fraud_decision,"
                + " 'riskThreshold', risk_threshold, 'netSpeechSeconds', net_speech_seconds,"
                + " 'model', model_id, 'evaluatedAt', evaluated_at) as text) from evaluations"
                + " where tenant_id = ?1 and domain_id = ?2 and generated_speaker_id = ?3"
                + " order by evaluated_at limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from evaluations where ctid = any(array("
                + "select ctid from evaluations where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
