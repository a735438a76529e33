package io.voxward.outbox;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation of a session brought a result that was not there before. */
public record EvaluateSessionAction(
    About about, Session session, @Nullable SystemAttributes systemAttributes)
    implements ServiceEvent {

  /**
   * The session with its results.
   *
   * @param generatedSpeakerId who is claimed; null while nobody is
   * @param streamingStatus {@code PENDING_CONFIGURATION}, {@code ONGOING} or {@code ENDED}
   * @param authenticationResult null where the session does not authenticate
   * @param fraudDetectionResult null where the session looks for no fraud
   */
  public record Session(
      SessionId sessionId,
      SessionName sessionName,
      @Nullable GeneratedSpeakerId generatedSpeakerId,
      String streamingStatus,
      @Nullable AuthenticationResult authenticationResult,
      @Nullable FraudDetectionResult fraudDetectionResult) {}

  /**
   * Whether the caller is the claimed speaker.
   *
   * @param decision a Voice ID {@code AuthenticationDecision}
   * @param score null unless the decision is made by a score
   */
  public record AuthenticationResult(
      String authenticationResultId,
      String decision,
      @Nullable Integer score,
      @Nullable Instant audioAggregationStartedAt,
      @Nullable Instant audioAggregationEndedAt,
      SessionConfiguration.Authentication configuration) {}

  /**
   * Whether the caller is a risk.
   *
   * @param decision a Voice ID {@code FraudDetectionDecision}
   * @param reasons null before there is enough speech
   * @param riskDetails null before there is enough speech
   */
  public record FraudDetectionResult(
      String fraudDetectionResultId,
      String decision,
      @Nullable List<String> reasons,
      @Nullable Instant audioAggregationStartedAt,
      @Nullable Instant audioAggregationEndedAt,
      SessionConfiguration.FraudDetection configuration,
      @Nullable RiskDetails riskDetails) {}

  /** The risks behind a fraud decision. */
  public record RiskDetails(
      KnownFraudsterRisk knownFraudsterRisk, VoiceSpoofingRisk voiceSpoofingRisk) {}

  /**
   * How near the watchlist came.
   *
   * @param generatedFraudsterId the nearest; null when nobody scores above zero
   * @param riskScore 0 to 100
   */
  public record KnownFraudsterRisk(
      @Nullable GeneratedFraudsterId generatedFraudsterId, int riskScore) {}

  /**
   * How unlike a living voice it is.
   *
   * @param riskScore 0 to 100
   */
  public record VoiceSpoofingRisk(int riskScore) {}

  @Override
  public String detailType() {
    return "VoiceId Evaluate Session Action";
  }

  @Override
  public String action() {
    return "EVALUATE_SESSION";
  }

  @Override
  public String aggregate() {
    return session.sessionId().value();
  }
}
