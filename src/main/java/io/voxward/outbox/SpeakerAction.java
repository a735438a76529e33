package io.voxward.outbox;

import io.voxward.common.GeneratedSpeakerId;
import org.jspecify.annotations.Nullable;

/**
 * A speaker was enrolled, opted out or deleted, or an enrollment came to nothing.
 *
 * @param data how they were enrolled; null for every other act
 * @param systemAttributes of the call it happened in, where there was one
 */
public record SpeakerAction(
    About about,
    Act act,
    GeneratedSpeakerId generatedSpeakerId,
    @Nullable Data data,
    @Nullable SystemAttributes systemAttributes)
    implements ServiceEvent {

  /** What was done to a speaker. */
  public enum Act {
    /** Enrolled, or enrolled anew. */
    ENROLL_SPEAKER,
    /** Opted out; the voiceprint is gone. */
    OPT_OUT_SPEAKER,
    /** Deleted. */
    DELETE_SPEAKER
  }

  /** Where a voice came from. */
  public enum Source {
    /** A live call; the id is the session's. */
    SESSION,
    /** A batch job; the id is the job's. */
    BATCH_JOB,
    /** A recording sent with a request; there is no id. */
    UPLOAD
  }

  /** What came of an enrollment, in the words of batch output manifests. */
  public enum EnrollmentStatus {
    /** The speaker had no voiceprint. */
    NEW_ENROLLMENT,
    /** A new voiceprint stands instead of the old one. */
    ENROLLMENT_OVERWRITE,
    /** The speaker had a voiceprint and it was left as it was. */
    DUPLICATE_SKIPPED
  }

  /**
   * How a speaker was enrolled.
   *
   * @param enrollmentSourceId the session's or the job's id
   * @param enrollmentStatus null when it came to nothing
   */
  public record Data(
      Source enrollmentSource,
      @Nullable String enrollmentSourceId,
      @Nullable EnrollmentStatus enrollmentStatus) {}

  @Override
  public String detailType() {
    return "VoiceId Speaker Action";
  }

  @Override
  public String action() {
    return act.name();
  }

  @Override
  public String aggregate() {
    return generatedSpeakerId.value();
  }
}
