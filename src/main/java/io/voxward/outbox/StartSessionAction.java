package io.voxward.outbox;

import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stream of a session began or ended, or could not begin. */
public record StartSessionAction(
    About about, Session session, @Nullable SystemAttributes systemAttributes)
    implements ServiceEvent {

  /**
   * The session.
   *
   * @param generatedSpeakerId who is claimed; null while nobody is
   * @param authenticationConfiguration null where the session does not authenticate
   * @param fraudDetectionConfiguration null where the session looks for no fraud
   * @param enrollmentAudioProgress null where no enrollment was asked for
   * @param authenticationAudioProgress null before there was speech, and where none is wanted
   * @param fraudDetectionAudioProgress null before there was speech, and where none is wanted
   */
  public record Session(
      SessionId sessionId,
      SessionName sessionName,
      @Nullable GeneratedSpeakerId generatedSpeakerId,
      SessionConfiguration.@Nullable Authentication authenticationConfiguration,
      SessionConfiguration.@Nullable FraudDetection fraudDetectionConfiguration,
      SessionConfiguration.Streaming streamingConfiguration,
      @Nullable EnrollmentAudioProgress enrollmentAudioProgress,
      @Nullable AudioProgress authenticationAudioProgress,
      @Nullable AudioProgress fraudDetectionAudioProgress) {}

  /** From when to when speech was gathered. */
  public record AudioProgress(
      @Nullable Instant audioAggregationStartedAt, @Nullable Instant audioAggregationEndedAt) {}

  /**
   * From when to when speech was gathered for an enrollment, and whether it suffices.
   *
   * @param audioAggregationStatus {@code NOT_ENOUGH_SPEECH}, {@code IN_PROGRESS}, {@code COMPLETED}
   *     or {@code FAILED}, as the enrollment itself
   */
  public record EnrollmentAudioProgress(
      String audioAggregationStatus,
      @Nullable Instant audioAggregationStartedAt,
      @Nullable Instant audioAggregationEndedAt) {}

  @Override
  public String detailType() {
    return "VoiceId Start Session Action";
  }

  @Override
  public String action() {
    return "START_SESSION";
  }

  @Override
  public String aggregate() {
    return session.sessionId().value();
  }
}
