package io.voxward.outbox;

import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import org.jspecify.annotations.Nullable;

/** Speaker or settings of a session changed, or could not. */
public record UpdateSessionAction(About about, Session session) implements ServiceEvent {

  /**
   * The session as it is now.
   *
   * @param generatedSpeakerId who is claimed; null while nobody is
   * @param authenticationConfiguration null where the session does not authenticate
   * @param fraudDetectionConfiguration null where the session looks for no fraud
   */
  public record Session(
      SessionId sessionId,
      SessionName sessionName,
      @Nullable GeneratedSpeakerId generatedSpeakerId,
      SessionConfiguration.@Nullable Authentication authenticationConfiguration,
      SessionConfiguration.@Nullable FraudDetection fraudDetectionConfiguration) {}

  @Override
  public String detailType() {
    return "VoiceId Update Session Action";
  }

  @Override
  public String action() {
    return "UPDATE_SESSION";
  }

  @Override
  public String aggregate() {
    return session.sessionId().value();
  }
}
