package io.voxward.wire.rest;

import io.voxward.common.WatchlistId;
import io.voxward.evaluation.Identification;
import io.voxward.profile.Tuned;
import io.voxward.wire.call.EvaluationBody.KnownFraudsterBody;
import io.voxward.wire.call.Rounded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who of a watchlist may be speaking in a recording.
 *
 * @param watchlistId the list that was looked into; absent where that was the whole domain
 * @param searched how many fraudsters were compared
 * @param retention what is kept of the recording: nothing
 * @param tuning what the request was tuned by; absent where it was not
 * @param candidates those who score above zero, the nearest first
 */
public record IdentificationBody(
    String decision,
    int riskThreshold,
    @Nullable String watchlistId,
    int searched,
    List<KnownFraudsterBody> candidates,
    double netSpeechSeconds,
    double secondsStillNeeded,
    String model,
    String calibrationData,
    Instant evaluatedAt,
    String retention,
    @Nullable TuningBody tuning) {

  static IdentificationBody of(Identification identification, Tuned tuned) {
    WatchlistId watchlist = identification.watchlist();
    return new IdentificationBody(
        identification.decision().name(),
        identification.riskThreshold().value(),
        watchlist == null ? null : watchlist.value(),
        identification.found().searched(),
        identification.found().candidates().stream()
            .map(candidate ->
                new KnownFraudsterBody(candidate.score().value(), candidate.fraudster().value()))
            .toList(),
        Rounded.down(identification.netSpeechSeconds()),
        Rounded.up(identification.secondsStillNeeded()),
        identification.calibration().model().value(),
        identification.calibration().data(),
        identification.evaluatedAt(),
        RetentionWord.NONE,
        TuningBody.ofDecision(
            tuned, null, identification.riskThreshold().value(), identification.neededSeconds()));
  }
}
