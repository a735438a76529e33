package io.voxward.outbox;

import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import org.jspecify.annotations.Nullable;

/** An enrollment from a call was asked for, or refused; what comes of it is a speaker event. */
public record SessionSpeakerEnrollmentAction(
    About about,
    SessionId sessionId,
    SessionName sessionName,
    @Nullable SystemAttributes systemAttributes)
    implements ServiceEvent {

  @Override
  public String detailType() {
    return "VoiceId Session Speaker Enrollment Action";
  }

  @Override
  public String action() {
    return "SESSION_ENROLLMENT_REQUEST";
  }

  @Override
  public String aggregate() {
    return sessionId.value();
  }
}
