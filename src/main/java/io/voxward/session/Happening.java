package io.voxward.session;

/** What happened to a session; observers are told, several at once where they come together. */
public enum Happening {
  /** A stream began. */
  STREAM_OPENED,
  /** More of the speech is embedded. */
  SPEECH,
  /** The look at a resting call that was asked for is embedded. */
  LOOKED,
  /** About a second of a stream has passed. */
  SECOND,
  /** A stream is over and wholly heard. */
  STREAM_ENDED,
  /** Something was noticed that is to be said of the call: its line, its voice. */
  NOTICED,
  /** The speaker or a setting changed. */
  CHANGED,
  /** The session is over; its speech is forgotten. */
  ENDED
}
