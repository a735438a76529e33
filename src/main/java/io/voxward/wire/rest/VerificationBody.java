package io.voxward.wire.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.voxward.evaluation.Verification;
import io.voxward.profile.Tuned;
import io.voxward.wire.call.EvaluationBody.AuthenticationBody;
import io.voxward.wire.call.Rounded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision on a recording: the members of an authentication, and what it was made from.
 *
 * @param retention what is kept of the recording: nothing
 * @param tuning what the request was tuned by; absent where it was not
 */
public record VerificationBody(
    @JsonUnwrapped AuthenticationBody authentication,
    double netSpeechSeconds,
    double secondsStillNeeded,
    String model,
    String calibrationData,
    Instant evaluatedAt,
    String retention,
    @Nullable TuningBody tuning) {

  static VerificationBody of(Verification verification, Tuned tuned) {
    return new VerificationBody(
        AuthenticationBody.of(verification.authentication()),
        Rounded.down(verification.netSpeechSeconds()),
        Rounded.up(verification.secondsStillNeeded()),
        verification.calibration().model().value(),
        verification.calibration().data(),
        verification.evaluatedAt(),
        RetentionWord.NONE,
        TuningBody.ofDecision(
            tuned,
            verification.authentication().acceptanceThreshold().value(),
            null,
            verification.neededSeconds()));
  }
}
