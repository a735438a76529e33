package io.voxward.client;

import java.net.URI;

/**
 * A session ready for its stream.
 *
 * @param sessionId the service's id
 * @param sessionName the caller's own name
 * @param streamUrl where to connect
 * @param streamToken works for one connection
 */
public record StartedSession(
    String sessionId, String sessionName, URI streamUrl, String streamToken) {

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "StartedSession[" + sessionId + ", " + sessionName + "]";
  }
}
