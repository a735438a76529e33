package io.voxward.wire.dialect;

import io.quarkus.websockets.next.CloseReason;
import io.voxward.session.StreamEnd;
import io.voxward.wire.stream.Goodbye;

/**
 * How a platform's socket is closed: the codes of Voxward's own streams (docs/streaming.md), and as
 * the text the reason, for a refusal with the sentence that says what to do.
 */
final class SocketGoodbye {
  private static final int POLICY = 1008;
  private static final int GOING_AWAY = 1001;
  private static final int OUR_FAULT = 1011;
  private static final int TRY_AGAIN_LATER = 1013;

  /** A close frame has 125 bytes, two of which are the code. */
  private static final int LONGEST = 120;

  private SocketGoodbye() {}

  /** The close that says why a call was not let in. */
  static CloseReason of(CallRefusal why) {
    int code =
        switch (why.reason()) {
          case ANOTHER_ACTIVE_STREAM -> Goodbye.of(StreamEnd.ANOTHER_ACTIVE_STREAM).code();
          case OVERLOADED, LIMIT_REACHED, NOT_READY -> TRY_AGAIN_LATER;
          case DRAINING -> GOING_AWAY;
          case INTERNAL -> OUR_FAULT;
          case NOT_LINKED,
              NOT_PROVEN,
              DOMAIN_NOT_ACTIVE,
              BAD_PARAMETER,
              NOT_FOUND,
              SESSION_ENDED,
              NAME_IN_USE,
              CONFLICT ->
              POLICY;
        };
    return new CloseReason(code, shortened(why.reason().name() + ": " + why.message()));
  }

  /** The close that names the member of a message that is wrong. */
  static CloseReason badMessage(String field, String rule) {
    Goodbye goodbye = Goodbye.of(StreamEnd.BAD_MESSAGE);
    return new CloseReason(
        goodbye.code(), shortened(goodbye.why().name() + ": " + field + " " + rule));
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
