package io.voxward.domain;

import io.voxward.common.FailureException;
import java.util.List;

/**
 * What a domain decides about people's data beyond its decisions: nothing is kept that it does not
 * ask for here.
 *
 * @param clocks how long laws and own rules let a voice be kept; the shortest wins
 * @param keepEnrollmentAudio whether the audio of an enrolment is kept, sealed, as long as the
 *     voiceprint made of it
 * @param tuningDays for how many days recordings may be given for tuning, by those who consent; 0
 *     takes none
 */
public record DataRules(List<RetentionClock> clocks, boolean keepEnrollmentAudio, int tuningDays) {
  /** Nothing is kept, and no law says more than the retention time. */
  public static final DataRules DEFAULT = new DataRules(List.of(), false, 0);

  /** The longest time for which a recording may be given for tuning: three years. */
  public static final int MOST_TUNING_DAYS = 3 * 365;

  private static final int MOST_CLOCKS = 10;

  /** Refuses a value out of its range, naming the member. */
  public DataRules {
    clocks = List.copyOf(clocks);
    if (clocks.size() > MOST_CLOCKS) {
      throw FailureException.invalid("retentionClocks", "must be at most " + MOST_CLOCKS);
    }
    if (clocks.stream().map(RetentionClock::law).distinct().count() < clocks.size()) {
      throw FailureException.invalid("retentionClocks", "must name each law once");
    }
    if (tuningDays < 0 || tuningDays > MOST_TUNING_DAYS) {
      throw FailureException.invalid("tuningDays", "must be from 0 to " + MOST_TUNING_DAYS);
    }
  }
}
