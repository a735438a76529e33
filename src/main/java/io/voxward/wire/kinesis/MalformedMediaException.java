package io.voxward.wire.kinesis;

import java.io.IOException;

/** The media cannot be read: it is not Matroska, breaks a limit, or holds another kind of audio. */
final class MalformedMediaException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says which rule is broken; nothing of the media itself. */
  MalformedMediaException(String rule) {
    super(rule);
  }
}
