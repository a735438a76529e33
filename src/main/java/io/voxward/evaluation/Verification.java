package io.voxward.evaluation;

import io.voxward.engine.scoring.CalibrationOrigin;
import java.time.Instant;

/**
 * One decision on a recording.
 *
 * @param authentication the decision
 * @param netSpeechSeconds net speech found in the recording
 * @param secondsStillNeeded net speech that was missing for a decision; 0 where there is one
 * @param neededSeconds net speech from which on there is a decision
 * @param calibration the model behind the score and the data its rates were measured on
 */
public record Verification(
    Authentication authentication,
    double netSpeechSeconds,
    double secondsStillNeeded,
    double neededSeconds,
    CalibrationOrigin calibration,
    Instant evaluatedAt) {}
