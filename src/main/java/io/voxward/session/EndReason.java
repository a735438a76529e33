package io.voxward.session;

/** Why a session is over. */
public enum EndReason {
  /** Nobody streamed before the session expired. */
  NEVER_STREAMED,
  /** The time in which a session can be asked after its last stream is over. */
  TIME_OVER,
  /** The caller ended it. */
  ENDED_BY_CALLER,
  /** Its domain was deleted. */
  DOMAIN_SUSPENDED,
  /** The node that held the call was told to stop, and nobody reconnected in time. */
  NODE_STOPPED,
  /** The node that held the call died, and nobody reconnected in time. */
  NODE_LOST
}
