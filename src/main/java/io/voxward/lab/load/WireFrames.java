package io.voxward.lab.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * WebSocket frames (RFC 6455) as a client writes and reads them, for little work on the client's
 * side: what it uses is taken from the service that is measured.
 */
final class WireFrames {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int LAST_OF_MESSAGE = 0x80;
  private static final int MASKED = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int LENGTH = 0x7f;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int LARGEST = 0xffff;
  private static final byte[] MASK = {0x5a, 0x17, (byte) 0xc3, 0x68};

  private WireFrames() {}

  /**
   * A frame that was read.
   *
   * @param opcode which kind
   * @param text its payload as text; of a close frame the reason
   * @param code of a close frame; 0 for another kind
   */
  record Frame(int opcode, String text, int code) {}

  /** How many bytes a frame with this payload has. */
  static int sizeOf(int payload) {
    return payload + MASK.length + (payload < SHORT_LENGTH ? 2 : 4);
  }

  /** One frame of text or of control. */
  static ByteBuffer frame(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(sizeOf(payload.length));
    write(frame, opcode, payload);
    return frame.flip();
  }

  private static void write(ByteBuffer to, int opcode, byte[] bytes) {
    int length = bytes.length;
    if (length > LARGEST) {
      throw new IllegalArgumentException("a frame of " + length + " bytes");
    }
    to.put((byte) (LAST_OF_MESSAGE | opcode));
    if (length < SHORT_LENGTH) {
      to.put((byte) (MASKED | length));
    } else {
      to.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) length);
    }
    to.put(MASK);
    for (int i = 0; i < length; i++) {
      to.put((byte) (bytes[i] ^ MASK[i % MASK.length]));
    }
  }

  /**
   * Reads the next frame of a service, which does not mask and does not split.
   *
   * @return empty when it is not all there; then nothing was taken
   * @throws IllegalArgumentException for a frame that this client does not know
   */
  static Optional<Frame> read(ByteBuffer from) {
    int start = from.position();
    if (from.remaining() < 2) {
      return Optional.empty();
    }
    int first = from.get() & 0xff;
    int length = from.get() & 0xff;
    if ((first & LAST_OF_MESSAGE) == 0 || (length & MASKED) != 0 || length == LONG_LENGTH) {
      throw new IllegalArgumentException("a split, masked or very large frame");
    }
    length &= LENGTH;
    if (length == SHORT_LENGTH) {
      if (from.remaining() < 2) {
        from.position(start);
        return Optional.empty();
      }
      length = from.getShort() & LARGEST;
    }
    if (from.remaining() < length) {
      from.position(start);
      return Optional.empty();
    }
    byte[] payload = new byte[length];
    from.get(payload);
    return Optional.of(frameOf(first & OPCODE, payload));
  }

  private static Frame frameOf(int opcode, byte[] payload) {
    if (opcode == CLOSE && payload.length >= 2) {
      int code = ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
      return new Frame(
          opcode, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8), code);
    }
    return new Frame(opcode, new String(payload, StandardCharsets.UTF_8), 0);
  }
}
