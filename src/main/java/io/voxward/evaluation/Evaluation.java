package io.voxward.evaluation;

import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.speaker.SpeakerStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about a session at one moment.
 *
 * @param netSpeechSeconds the live count
 * @param secondsStillNeeded net speech at most until every decision is made; 0 when they are
 * @param authentication absent where the session does not want it
 * @param fraud absent where the session does not want it
 * @param reasons what else there is to say of the call
 * @param speakerStatus the claimed speaker's status; absent without one
 * @param calibration the model behind the scores and the data their rates were measured on
 */
public record Evaluation(
    SessionId session,
    SessionName sessionName,
    StreamingStatus streaming,
    double netSpeechSeconds,
    double secondsStillNeeded,
    @Nullable Authentication authentication,
    @Nullable FraudDetection fraud,
    Set<CallReason> reasons,
    @Nullable SpeakerStatus speakerStatus,
    CalibrationOrigin calibration,
    Instant evaluatedAt)
    implements SessionNews {
  /** Keeps an unmodifiable copy, in the order of the words. */
  public Evaluation {
    reasons = reasons.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reasons));
  }

  /** Whether waiting longer can change nothing: all is decided, or no more speech comes. */
  public boolean settled() {
    return decided() || streaming == StreamingStatus.ENDED;
  }

  /** Whether every decision that the session wants is made. */
  public boolean decided() {
    return (authentication == null || !authentication.open()) && (fraud == null || !fraud.open());
  }

  /** Whether both say the same: they stand on the same results, with the same reasons. */
  boolean saysTheSame(@Nullable Evaluation other) {
    return sameResults(other) && other != null && reasons.equals(other.reasons);
  }

  /** Whether both stand on the same results. */
  boolean sameResults(@Nullable Evaluation other) {
    return other != null
        && Objects.equals(authenticationKey(), other.authenticationKey())
        && Objects.equals(fraudKey(), other.fraudKey());
  }

  private @Nullable String authenticationKey() {
    return authentication == null ? null : authentication.resultId() + authentication.decision();
  }

  private @Nullable String fraudKey() {
    return fraud == null ? null : fraud.resultId() + fraud.decision();
  }
}
