package io.voxward.wire.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.evaluation.Authentication;
import io.voxward.evaluation.Evaluation;
import io.voxward.evaluation.FraudDetection;
import io.voxward.evaluation.FraudDetection.KnownFraudster;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decisions about a session. Voice spoofing is not assessed: its member is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationBody(
    String sessionId,
    String sessionName,
    String streaming,
    double netSpeechSeconds,
    double secondsStillNeeded,
    @Nullable AuthenticationBody authentication,
    @Nullable FraudBody fraud,
    List<String> reasons,
    String model,
    String calibrationData,
    Instant evaluatedAt) {

  /** The authentication decision. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuthenticationBody(
      String resultId,
      String decision,
      @Nullable Integer score,
      int acceptanceThreshold,
      double expectedFalseAcceptRate,
      @Nullable SpeakerIds speaker,
      @Nullable Instant speechUsedFrom,
      @Nullable Instant speechUsedTo,
      List<String> reasons) {
    /** In JSON words. */
    public static AuthenticationBody of(Authentication authentication) {
      DisplayScore score = authentication.score();
      return new AuthenticationBody(
          authentication.resultId(),
          authentication.decision().name(),
          score == null ? null : score.value(),
          authentication.acceptanceThreshold().value(),
          authentication.expectedFalseAcceptRate(),
          SpeakerIds.of(authentication.speaker()),
          authentication.from(),
          authentication.to(),
          authentication.reasons());
    }
  }

  /** The fraud detection decision. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FraudBody(
      String resultId,
      String decision,
      int riskThreshold,
      List<String> reasons,
      @Nullable KnownFraudsterBody knownFraudster,
      String watchlistId,
      @Nullable Instant speechUsedFrom,
      @Nullable Instant speechUsedTo) {
    static FraudBody of(FraudDetection fraud) {
      KnownFraudster known = fraud.knownFraudster();
      return new FraudBody(
          fraud.resultId(),
          fraud.decision().name(),
          fraud.riskThreshold().value(),
          fraud.reasons().stream().map(Enum::name).toList(),
          known == null ? null : KnownFraudsterBody.of(known),
          fraud.watchlist().value(),
          fraud.from(),
          fraud.to());
    }
  }

  /** The nearest voice of the watchlist. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KnownFraudsterBody(int score, @Nullable String generatedFraudsterId) {
    static KnownFraudsterBody of(KnownFraudster known) {
      GeneratedFraudsterId id = known.fraudster();
      return new KnownFraudsterBody(known.score().value(), id == null ? null : id.value());
    }
  }

  /** In JSON words. */
  public static EvaluationBody of(Evaluation evaluation) {
    Authentication authentication = evaluation.authentication();
    FraudDetection fraud = evaluation.fraud();
    return new EvaluationBody(
        evaluation.session().value(),
        evaluation.sessionName().value(),
        evaluation.streaming().name(),
        Rounded.down(evaluation.netSpeechSeconds()),
        Rounded.up(evaluation.secondsStillNeeded()),
        authentication == null ? null : AuthenticationBody.of(authentication),
        fraud == null ? null : FraudBody.of(fraud),
        evaluation.reasons().stream().map(Enum::name).toList(),
        evaluation.calibration().model().value(),
        evaluation.calibration().data(),
        evaluation.evaluatedAt());
  }
}
