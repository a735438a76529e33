package io.voxward.wire.voiceid;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.Failure.Reason;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.evaluation.Authentication;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.FraudDetection;
import io.voxward.evaluation.FraudDetection.KnownFraudster;
import io.voxward.session.Claim;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionSettings;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions and their results in the shapes of the dialect. */
final class SessionShapes {
  private SessionShapes() {}

  /** How callers are authenticated. */
  record AuthenticationConfiguration(int acceptanceThreshold) {}

  /** How fraud is looked for. */
  record FraudDetectionConfiguration(
      @Nullable Integer riskThreshold, @Nullable String watchlistId) {}

  /** How much is listened to. */
  record StreamingConfiguration(@Nullable Double authenticationMinimumSpeechInSeconds) {}

  /** How an enrollment goes on. */
  record EnrollmentRequestDetails(@Nullable String message, String status) {
    static EnrollmentRequestDetails of(EnrollmentProgress progress) {
      String message =
          progress.reasons().stream().map(Reason::detail).collect(Collectors.joining("; "));
      return new EnrollmentRequestDetails(
          message.isEmpty() ? null : message, progress.status().name());
    }
  }

  /** A session. */
  record SessionShape(
      @Nullable AuthenticationConfiguration authenticationConfiguration,
      Instant createdAt,
      String domainId,
      @Nullable Instant endedAt,
      @Nullable EnrollmentRequestDetails enrollmentRequestDetails,
      @Nullable FraudDetectionConfiguration fraudDetectionConfiguration,
      @Nullable String generatedSpeakerId,
      String sessionId,
      String sessionName,
      @Nullable Instant startedAt,
      StreamingConfiguration streamingConfiguration,
      String streamingStatus) {

    /** What it is, with what its domain decides where it says nothing. */
    static SessionShape of(
        SessionRecord session, Domain domain, @Nullable EnrollmentProgress enrollment) {
      SessionSettings settings = session.settings();
      GeneratedSpeakerId speaker = session.speaker();
      Double speechSeconds = session.tuning().authenticationSpeechSeconds(settings);
      return new SessionShape(
          authentication(session, domain),
          session.createdAt(),
          session.domain().value(),
          session.endedAt(),
          enrollment == null ? null : EnrollmentRequestDetails.of(enrollment),
          fraudDetection(session, domain),
          speaker == null ? null : speaker.value(),
          session.id().value(),
          session.name().value(),
          session.startedAt(),
          new StreamingConfiguration(
              speechSeconds == null
                  ? Double.valueOf(domain.settings().authenticationSpeechSeconds())
                  : speechSeconds),
          session.streaming().name());
    }

    private static @Nullable AuthenticationConfiguration authentication(
        SessionRecord session, Domain domain) {
      SessionSettings settings = session.settings();
      Integer own = session.tuning().acceptanceThreshold(settings);
      return settings.authentication()
          ? new AuthenticationConfiguration(
              own == null ? domain.settings().acceptanceThreshold() : own)
          : null;
    }

    private static @Nullable FraudDetectionConfiguration fraudDetection(
        SessionRecord session, Domain domain) {
      SessionSettings settings = session.settings();
      Integer own = session.tuning().riskThreshold(settings);
      WatchlistId watchlist = settings.watchlistId();
      return settings.fraudDetection()
          ? new FraudDetectionConfiguration(
              own == null ? Integer.valueOf(domain.settings().riskThreshold()) : own,
              watchlist == null ? domain.defaultWatchlist().value() : watchlist.value())
          : null;
    }
  }

  /** The results of an evaluation. A feature that is off for the session is absent. */
  record EvaluateSessionResponse(
      @Nullable AuthenticationResult authenticationResult,
      String domainId,
      @Nullable FraudDetectionResult fraudDetectionResult,
      String sessionId,
      String sessionName,
      String streamingStatus) {
    static EvaluateSessionResponse of(String domainId, Evaluation evaluation) {
      Authentication authentication = evaluation.authentication();
      FraudDetection fraud = evaluation.fraud();
      return new EvaluateSessionResponse(
          authentication == null ? null : AuthenticationResult.of(authentication),
          domainId,
          fraud == null ? null : FraudDetectionResult.of(fraud),
          evaluation.session().value(),
          evaluation.sessionName().value(),
          evaluation.streaming().name());
    }

    @Override
    public String toString() {
      return "EvaluateSessionResponse[" + sessionId + "]";
    }
  }

  /** Whether the caller is the claimed speaker. */
  record AuthenticationResult(
      @Nullable Instant audioAggregationEndedAt,
      @Nullable Instant audioAggregationStartedAt,
      String authenticationResultId,
      AuthenticationConfiguration configuration,
      @Nullable String customerSpeakerId,
      String decision,
      @Nullable String generatedSpeakerId,
      @Nullable Integer score) {
    static AuthenticationResult of(Authentication authentication) {
      Claim claim = authentication.speaker();
      CustomerSpeakerId customerId = claim == null ? null : claim.customerId();
      DisplayScore score = authentication.score();
      return new AuthenticationResult(
          authentication.to(),
          authentication.from(),
          authentication.resultId(),
          new AuthenticationConfiguration(authentication.acceptanceThreshold().value()),
          customerId == null ? null : customerId.value(),
          authentication.decision().name(),
          claim == null ? null : claim.speaker().value(),
          score == null ? null : score.value());
    }

    @Override
    public String toString() {
      return "AuthenticationResult[" + authenticationResultId + ", " + decision + "]";
    }
  }

  /** Whether the caller is a risk. */
  record FraudDetectionResult(
      @Nullable Instant audioAggregationEndedAt,
      @Nullable Instant audioAggregationStartedAt,
      FraudDetectionConfiguration configuration,
      String decision,
      String fraudDetectionResultId,
      @Nullable List<String> reasons,
      @Nullable FraudRiskDetails riskDetails) {
    static FraudDetectionResult of(FraudDetection fraud) {
      KnownFraudster known = fraud.knownFraudster();
      List<String> reasons = fraud.reasons().stream().map(Enum::name).toList();
      return new FraudDetectionResult(
          fraud.to(),
          fraud.from(),
          new FraudDetectionConfiguration(fraud.riskThreshold().value(), fraud.watchlist().value()),
          fraud.decision().name(),
          fraud.resultId(),
          reasons.isEmpty() ? null : reasons,
          known == null ? null : FraudRiskDetails.of(known));
    }
  }

  /** The risks. Voice spoofing is not assessed yet; the model needs it named: its risk is 0. */
  record FraudRiskDetails(
      KnownFraudsterRisk knownFraudsterRisk, VoiceSpoofingRisk voiceSpoofingRisk) {
    static FraudRiskDetails of(KnownFraudster known) {
      GeneratedFraudsterId fraudster = known.fraudster();
      return new FraudRiskDetails(
          new KnownFraudsterRisk(
              fraudster == null ? null : fraudster.value(), known.score().value()),
          new VoiceSpoofingRisk(0));
    }
  }

  /** How near the watchlist came. */
  record KnownFraudsterRisk(@Nullable String generatedFraudsterId, int riskScore) {}

  /** How unlike a living voice it is. */
  record VoiceSpoofingRisk(int riskScore) {}
}
