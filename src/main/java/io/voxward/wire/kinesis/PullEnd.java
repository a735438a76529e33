package io.voxward.wire.kinesis;

import io.voxward.session.StreamEnd;

/** Why fetching a call's audio is over, beside what ends the stream of its session. */
enum PullEnd {
  /** The stream went on to another contact. */
  OTHER_CONTACT(StreamEnd.DONE),
  /** No media came for too long: the call is over. */
  QUIET(StreamEnd.DONE),
  /** Somebody asked for its end. */
  ASKED(StreamEnd.DONE),
  /** AWS refuses it. */
  REFUSED(StreamEnd.NOT_ALLOWED),
  /** No connection brought a whole fragment, too often in a row. */
  LOST(StreamEnd.CONNECTION_LOST),
  /** The media cannot be read. */
  MALFORMED(StreamEnd.BAD_MESSAGE),
  /** The node stops. */
  DRAINING(StreamEnd.DRAINING),
  /** Our fault. */
  INTERNAL(StreamEnd.INTERNAL);

  private final StreamEnd word;

  PullEnd(StreamEnd word) {
    this.word = word;
  }

  /** The word that the session has for it. */
  StreamEnd word() {
    return word;
  }
}
