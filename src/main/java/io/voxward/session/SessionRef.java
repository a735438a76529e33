package io.voxward.session;

import io.voxward.common.SessionId;
import io.voxward.common.SessionName;

/** A session as callers name it: by its id or by its name. */
public sealed interface SessionRef {
  /** By the id that Voxward made. */
  record Id(SessionId id) implements SessionRef {}

  /** By the name it was given. */
  record Named(SessionName name) implements SessionRef {}

  /** Reads either form; refuses anything else, naming the rule. */
  static SessionRef parse(String text) {
    return text.startsWith("id#") ? new Id(new SessionId(text)) : new Named(new SessionName(text));
  }
}
