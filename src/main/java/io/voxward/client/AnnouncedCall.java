package io.voxward.client;

import java.util.UUID;

/**
 * A session whose call comes over AudioSocket.
 *
 * @param audioSocketUuid the UUID under which it may come
 */
public record AnnouncedCall(String sessionId, String sessionName, UUID audioSocketUuid) {
  /** Leaves the UUID out: who has it may speak. */
  @Override
  public String toString() {
    return "AnnouncedCall[" + sessionId + ", " + sessionName + "]";
  }
}
