package io.voxward.wire.rest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session just made, with the key to its stream.
 *
 * @param streamToken works once; shown only here
 * @param expiresAt when the session ends if nobody streams, and the token with it
 * @param audioSocketUuid lets the call in by AudioSocket; only where it was said to come that way
 * @param tuning what it is tuned by; absent where it is not
 */
public record StartedSessionBody(
    String sessionId,
    String sessionName,
    String streamUrl,
    String streamToken,
    Instant expiresAt,
    @Nullable String audioSocketUuid,
    @Nullable TuningBody tuning) {
  @Override
  public String toString() {
    return "StartedSessionBody[" + sessionId + ", token hidden]";
  }
}
