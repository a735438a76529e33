package io.voxward.wire.rest;

import java.time.Instant;

/**
 * A session just made, with the key to its stream.
 *
 * @param streamToken works once; shown only here
 * @param expiresAt when the session ends if nobody streams, and the token with it
 */
public record StartedSessionBody(
    String sessionId, String sessionName, String streamUrl, String streamToken, Instant expiresAt) {
  @Override
  public String toString() {
    return "StartedSessionBody[" + sessionId + ", token hidden]";
  }
}
