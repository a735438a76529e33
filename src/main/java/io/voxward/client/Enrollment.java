package io.voxward.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the enrolment of a session's speaker has come.
 *
 * @param status {@code NOT_ENOUGH_SPEECH}, {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}
 * @param netSpeechSeconds speech heard so far
 * @param neededSeconds speech that an enrolment needs in all
 * @param speaker who is enrolled
 * @param reasons why it failed, as words
 * @param details the same with figures, where there are any
 */
public record Enrollment(
    String status,
    double netSpeechSeconds,
    double neededSeconds,
    @Nullable Speaker speaker,
    @Nullable List<Reason> reasons,
    @Nullable List<Reason> details) {

  /** Whether it came to an end, good or bad. */
  public boolean over() {
    return status.equals("COMPLETED") || status.equals("FAILED");
  }

  /** The reasons, with figures where there are any; empty where none are given. */
  public List<Reason> why() {
    if (details != null && !details.isEmpty()) {
      return details;
    }
    return reasons == null ? List.of() : reasons;
  }
}
