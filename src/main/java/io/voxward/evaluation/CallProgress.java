package io.voxward.evaluation;

import io.voxward.session.SessionNews;
import io.voxward.session.SessionState.StreamingStatus;

/**
 * How a call goes on: about once a second while audio arrives.
 *
 * @param netSpeechSeconds the live count
 * @param secondsStillNeeded net speech at most until every decision is made; 0 when they are
 */
public record CallProgress(
    StreamingStatus streaming, double netSpeechSeconds, double secondsStillNeeded)
    implements SessionNews {}
