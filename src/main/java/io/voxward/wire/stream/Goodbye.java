package io.voxward.wire.stream;

import io.quarkus.websockets.next.CloseReason;
import io.voxward.session.StreamEnd;

/**
 * How the socket says why a stream ended (docs/streaming.md): the close code, and a sentence where
 * something was wrong.
 *
 * @param code RFC 6455, or 4000 to 4099 of our own
 * @param message what to do; empty where nothing is wrong
 */
public record Goodbye(StreamEnd why, int code, String message) {
  private static final int DONE = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int TOO_BIG = 1009;
  private static final int OUR_FAULT = 1011;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int NO_CODE = 1005;
  private static final int IDLE = 4000;
  private static final int TOO_LONG = 4001;
  private static final int TOO_FAST = 4002;
  private static final int BUFFER_FULL = 4003;
  private static final int BAD_MESSAGE = 4004;
  private static final int ANOTHER_STREAM = 4005;
  private static final int TOO_MANY_MESSAGES = 4006;

  /** The goodbye for that end. */
  public static Goodbye of(StreamEnd why) {
    return switch (why) {
      case DONE, DECIDED, SESSION_ENDED, CONNECTION_LOST -> new Goodbye(why, DONE, "");
      case DRAINING ->
          new Goodbye(why, GOING_AWAY, "this node is stopping: ask for a new stream token");
      case NOT_ALLOWED ->
          new Goodbye(
              why, POLICY, "the stream token is unknown, used, too old or for another call");
      case MESSAGE_TOO_BIG -> new Goodbye(why, TOO_BIG, "messages have at most 64 KiB");
      case INTERNAL -> new Goodbye(why, OUR_FAULT, "the call could not be heard: our fault");
      case OVERLOADED ->
          new Goodbye(why, TRY_AGAIN_LATER, "this node hears as many streams as it can");
      case IDLE -> new Goodbye(why, IDLE, "no message came for too long");
      case TOO_LONG -> new Goodbye(why, TOO_LONG, "the stream reached its longest duration");
      case TOO_FAST ->
          new Goodbye(why, TOO_FAST, "audio came faster than the allowed multiple of real time");
      case BUFFER_FULL ->
          new Goodbye(why, BUFFER_FULL, "audio came faster than this node could hear it");
      case BAD_MESSAGE ->
          new Goodbye(why, BAD_MESSAGE, "a text message was not a JSON object with a type");
      case TOO_MANY_MESSAGES ->
          new Goodbye(why, TOO_MANY_MESSAGES, "more messages came than a connection may send");
      case ANOTHER_ACTIVE_STREAM ->
          new Goodbye(why, ANOTHER_STREAM, "the session has a stream already");
    };
  }

  /** Why the stream ended when the other side closed the socket with this code. */
  public static StreamEnd readFrom(int code) {
    return switch (code) {
      case DONE, GOING_AWAY, NO_CODE -> StreamEnd.DONE;
      case TOO_BIG -> StreamEnd.MESSAGE_TOO_BIG;
      default -> StreamEnd.CONNECTION_LOST;
    };
  }

  boolean somethingIsWrong() {
    return !message.isEmpty();
  }

  /** The close frame. */
  public CloseReason closeReason() {
    return new CloseReason(code, why.name());
  }
}
