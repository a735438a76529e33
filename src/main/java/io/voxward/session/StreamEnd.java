package io.voxward.session;

/** Why a stream ended. Each dialect has its own word or code for each; the names are stable. */
public enum StreamEnd {
  /** The sender closed the stream in order. */
  DONE,
  /** A decision was made and the session asked to end the stream then. */
  DECIDED,
  /** The session was ended. */
  SESSION_ENDED,
  /** The connection broke without a close. */
  CONNECTION_LOST,
  /** No message came for the longest allowed silence of the connection. */
  IDLE,
  /** The stream reached its longest allowed duration. */
  TOO_LONG,
  /** Audio came faster than the allowed multiple of real time. */
  TOO_FAST,
  /** The service could not hear as fast as audio came and the session's buffer is full. */
  BUFFER_FULL,
  /** More messages than a connection may send, with or without audio. */
  TOO_MANY_MESSAGES,
  /** A message larger than allowed. */
  MESSAGE_TOO_BIG,
  /** A message that is neither audio nor JSON of a known form. */
  BAD_MESSAGE,
  /** The session has a stream already. */
  ANOTHER_ACTIVE_STREAM,
  /** The token is unknown, used, expired or for another session. */
  NOT_ALLOWED,
  /** The node has as many streams as it can hear, or another node holds the session still. */
  OVERLOADED,
  /** The node is stopping: reconnect elsewhere. */
  DRAINING,
  /** Our fault. */
  INTERNAL
}
