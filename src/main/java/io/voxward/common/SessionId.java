package io.voxward.common;

/** Identifies a session (one call): {@code id#} and 22 letters and digits. */
public record SessionId(String value) {
  /** Refuses a value of another form. */
  public SessionId {
    value = Alphanumeric.checkMarked("sessionId", value);
  }

  /** A new unpredictable identifier. */
  public static SessionId random() {
    return new SessionId(Alphanumeric.randomMarked());
  }

  @Override
  public String toString() {
    return value;
  }
}
