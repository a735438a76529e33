package io.voxward.evaluation;

import io.voxward.engine.scoring.DisplayScore;
import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a call goes on: about once a second while audio arrives.
 *
 * @param netSpeechSeconds the live count
 * @param secondsStillNeeded net speech at most until every decision is made; 0 when they are
 * @param score how alike the claimed voice is so far, which decides nothing yet, or the score that
 *     decided; absent before the least amount of speech
 */
public record CallProgress(
    StreamingStatus streaming,
    double netSpeechSeconds,
    double secondsStillNeeded,
    @Nullable DisplayScore score)
    implements SessionNews {}
