package io.voxward.lab.load;

import io.voxward.client.StreamMessage;
import java.nio.ByteBuffer;

/** What a whole answer of the service means to a line. */
sealed interface Said {
  /** Nothing to be sent. */
  static ByteBuffer nothing() {
    return ByteBuffer.allocate(0);
  }

  /** It is not all there; nothing was taken. */
  record Part() implements Said {}

  /** Something is to be sent back; nothing, perhaps. */
  record Answer(ByteBuffer bytes) implements Said {}

  /** Sound may begin, after these bytes. */
  record Ready(ByteBuffer bytes) implements Said {}

  /** The service tells something, and these bytes are to be sent back. */
  record Word(StreamMessage message, ByteBuffer bytes) implements Said {}

  /**
   * The service closes.
   *
   * @param code as a WebSocket's: 1000 is in order
   * @param bytes the last that are sent
   */
  record Over(int code, String why, ByteBuffer bytes) implements Said {}
}
