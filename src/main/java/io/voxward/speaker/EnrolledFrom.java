package io.voxward.speaker;

import io.voxward.common.SessionId;
import io.voxward.outbox.SpeakerAction.Source;
import io.voxward.outbox.SystemAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where the voice of an enrollment came from.
 *
 * @param sourceId the session's or the job's id; absent for a recording
 * @param attributes of the call, where it was one
 */
public record EnrolledFrom(
    Source source, @Nullable String sourceId, @Nullable SystemAttributes attributes) {
  /** A recording sent with a request. */
  public static final EnrolledFrom UPLOAD = new EnrolledFrom(Source.UPLOAD, null, null);

  /** A live call. */
  public static EnrolledFrom session(SessionId session, @Nullable SystemAttributes attributes) {
    return new EnrolledFrom(Source.SESSION, session.value(), attributes);
  }

  /** A batch job. */
  public static EnrolledFrom job(String jobId) {
    return new EnrolledFrom(Source.BATCH_JOB, jobId, null);
  }
}
