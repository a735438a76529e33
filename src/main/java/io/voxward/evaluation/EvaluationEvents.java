package io.voxward.evaluation;

import io.voxward.common.Failure;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.evaluation.FraudDetection.KnownFraudster;
import io.voxward.outbox.EvaluateSessionAction;
import io.voxward.outbox.EvaluateSessionAction.AuthenticationResult;
import io.voxward.outbox.EvaluateSessionAction.FraudDetectionResult;
import io.voxward.outbox.EvaluateSessionAction.KnownFraudsterRisk;
import io.voxward.outbox.EvaluateSessionAction.RiskDetails;
import io.voxward.outbox.EvaluateSessionAction.Session;
import io.voxward.outbox.EvaluateSessionAction.VoiceSpoofingRisk;
import io.voxward.outbox.ServiceEvent.About;
import io.voxward.outbox.SessionConfiguration;
import io.voxward.session.Claim;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionEvents;
import org.jspecify.annotations.Nullable;

/** Makes the events of Voice ID's form that tell of evaluations. */
final class EvaluationEvents {
  private EvaluationEvents() {}

  /** An evaluation brought something new. */
  static EvaluateSessionAction evaluated(LiveSession session, Evaluation evaluation) {
    Authentication authentication = evaluation.authentication();
    FraudDetection fraud = evaluation.fraud();
    return new EvaluateSessionAction(
        About.success(session.tenant(), session.domain()),
        new Session(
            session.id(),
            session.name(),
            authentication == null ? speaker(session.claim()) : speaker(authentication.speaker()),
            evaluation.streaming().name(),
            authentication == null ? null : result(authentication),
            fraud == null ? null : result(fraud)),
        SessionEvents.attributes(session));
  }

  /** An evaluation failed. */
  static EvaluateSessionAction failed(LiveSession session, Failure failure) {
    return new EvaluateSessionAction(
        About.failure(session.tenant(), session.domain(), failure),
        new Session(
            session.id(),
            session.name(),
            speaker(session.claim()),
            session.state().streaming().name(),
            null,
            null),
        SessionEvents.attributes(session));
  }

  private static @Nullable GeneratedSpeakerId speaker(@Nullable Claim claim) {
    return claim == null ? null : claim.speaker();
  }

  private static AuthenticationResult result(Authentication authentication) {
    DisplayScore score = authentication.score();
    return new AuthenticationResult(
        authentication.resultId(),
        authentication.decision().name(),
        score == null ? null : score.value(),
        authentication.from(),
        authentication.to(),
        new SessionConfiguration.Authentication(authentication.acceptanceThreshold().value()));
  }

  private static FraudDetectionResult result(FraudDetection fraud) {
    KnownFraudster known = fraud.knownFraudster();
    return new FraudDetectionResult(
        fraud.resultId(),
        fraud.decision().name(),
        known == null ? null : fraud.reasons().stream().map(Enum::name).toList(),
        fraud.from(),
        fraud.to(),
        new SessionConfiguration.FraudDetection(fraud.riskThreshold().value(), fraud.watchlist()),
        known == null
            ? null
            : new RiskDetails(
                new KnownFraudsterRisk(known.fraudster(), known.score().value()),
                new VoiceSpoofingRisk(0)));
  }
}
