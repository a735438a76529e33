package io.voxward.evaluation;

import io.voxward.common.WatchlistId;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.watchlist.FraudsterSearch.Candidates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who of a watchlist may be speaking in a recording.
 *
 * @param decision whether the nearest one meets the risk threshold
 * @param watchlist the list that was looked into; absent where that was the whole domain
 * @param found those who came near, the nearest first; nobody before enough speech
 * @param netSpeechSeconds net speech found in the recording
 * @param secondsStillNeeded net speech that was missing for a decision; 0 where there is one
 * @param neededSeconds net speech from which on there is a decision
 * @param calibration the model behind the scores and the data their rates were measured on
 */
public record Identification(
    FraudDecision decision,
    DisplayScore riskThreshold,
    @Nullable WatchlistId watchlist,
    Candidates found,
    double netSpeechSeconds,
    double secondsStillNeeded,
    double neededSeconds,
    CalibrationOrigin calibration,
    Instant evaluatedAt) {}
