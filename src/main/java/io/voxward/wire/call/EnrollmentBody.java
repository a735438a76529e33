package io.voxward.wire.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.voxward.common.Failure.Reason;
import io.voxward.enrollment.EnrollmentProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the enrolment of a session's speaker goes on.
 *
 * @param reasons stable words, empty unless it failed
 * @param details the same with figures, for people
 * @param retention what is kept of the audio once it is complete: {@code none} or {@code audio}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrollmentBody(
    String status,
    double netSpeechSeconds,
    double neededSeconds,
    @Nullable SpeakerIds speaker,
    List<String> reasons,
    @Nullable List<ReasonBody> details,
    String retention) {

  /** A reason with its figures. */
  public record ReasonBody(String code, String detail) {
    static ReasonBody of(Reason reason) {
      return new ReasonBody(reason.code(), reason.detail());
    }
  }

  /** In JSON words. */
  public static EnrollmentBody of(EnrollmentProgress progress) {
    List<Reason> reasons = progress.reasons();
    return new EnrollmentBody(
        progress.status().name(),
        Rounded.down(progress.netSpeechSeconds()),
        progress.neededSeconds(),
        SpeakerIds.of(progress.speaker()),
        reasons.stream().map(Reason::code).distinct().toList(),
        reasons.isEmpty() ? null : reasons.stream().map(ReasonBody::of).toList(),
        progress.retention().word());
  }
}
