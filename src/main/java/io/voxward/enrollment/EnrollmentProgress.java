package io.voxward.enrollment;

import io.voxward.common.Failure.Reason;
import io.voxward.session.Claim;
import io.voxward.session.SessionNews;
import java.util.List;

/**
 * How the enrolment of a session's speaker goes on.
 *
 * @param netSpeechSeconds the live count of net speech, in seconds
 * @param neededSeconds how much net speech a voiceprint needs in all, in seconds
 * @param speaker who is enrolled
 * @param reasons why it failed, with figures; empty otherwise
 * @param retention what is kept of the audio, once it is complete
 */
public record EnrollmentProgress(
    EnrollmentStatus status,
    double netSpeechSeconds,
    double neededSeconds,
    Claim speaker,
    List<Reason> reasons,
    Retention retention)
    implements SessionNews {
  /** Keeps an unmodifiable copy. */
  public EnrollmentProgress {
    reasons = List.copyOf(reasons);
  }

  /** The same with what is kept. */
  EnrollmentProgress with(Retention kept) {
    return new EnrollmentProgress(status, netSpeechSeconds, neededSeconds, speaker, reasons, kept);
  }

  /** Whether it can still change. */
  public boolean open() {
    return status == EnrollmentStatus.NOT_ENOUGH_SPEECH || status == EnrollmentStatus.IN_PROGRESS;
  }
}
