package io.voxward.evaluation;

import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.evaluation.store.EvaluationRepository;
import io.voxward.outbox.Outbox;
import io.voxward.outbox.OutboxEvent;
import io.voxward.session.LiveSession;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes decisions down, with the events that tell others, and reads them again. */
@ApplicationScoped
public class DecisionRecords {
  private final EvaluationRepository rows;
  private final Speakers speakers;
  private final Outbox outbox;

  /** Writes to {@code rows}. */
  public DecisionRecords(EvaluationRepository rows, Speakers speakers, Outbox outbox) {
    this.rows = rows;
    this.speakers = speakers;
    this.outbox = outbox;
  }

  /**
   * Writes an evaluation that changed something.
   *
   * @param before the one written before; absent for the first
   * @param accepted the speaker who was authenticated by it; their retention clock begins again
   */
  @Transactional
  void write(
      LiveSession session,
      @Nullable Evaluation before,
      Evaluation evaluation,
      @Nullable Speaker accepted) {
    rows.append(session.tenant(), session.domain(), evaluation);
    if (accepted != null) {
      speakers.recordAccess(accepted);
    }
    outbox.publish(
        OutboxEvent.in(
            session.tenant(),
            session.domain(),
            session.id().value(),
            "session.evaluated",
            facts(evaluation)));
    if (!evaluation.sameResults(before)) {
      outbox.publish(EvaluationEvents.evaluated(session, evaluation));
    }
  }

  /** Tells of an evaluation that failed. */
  @Transactional
  void writeFailure(LiveSession session, Failure failure) {
    outbox.publish(EvaluationEvents.failed(session, failure));
  }

  private static Map<String, String> facts(Evaluation evaluation) {
    Map<String, String> facts = new TreeMap<>();
    Authentication authentication = evaluation.authentication();
    if (authentication != null) {
      facts.put("authentication", authentication.decision().name());
      facts.put("authenticationResultId", authentication.resultId());
    }
    FraudDetection fraud = evaluation.fraud();
    if (fraud != null) {
      facts.put("fraud", fraud.decision().name());
      facts.put("fraudResultId", fraud.resultId());
    }
    if (!evaluation.reasons().isEmpty()) {
      facts.put(
          "reasons",
          evaluation.reasons().stream().map(Enum::name).collect(Collectors.joining(" ")));
    }
    return facts;
  }

  /** The decisions of a session in the order they were made. */
  @Transactional
  public List<DecisionRecord> of(TenantId tenant, DomainId domain, SessionId session) {
    return rows.ofSession(tenant, domain, session);
  }
}
