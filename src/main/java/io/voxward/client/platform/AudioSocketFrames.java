package io.voxward.client.platform;

import java.nio.ByteBuffer;
import java.util.UUID;

/** The frames that Asterisk sends over AudioSocket: a kind, a length of two bytes, a payload. */
public final class AudioSocketFrames {
  /** Kind and length. */
  public static final int HEADER = 3;

  /** The call is over. */
  public static final int HANG_UP = 0x00;

  /** 16-bit samples at 8 kHz. */
  public static final int SOUND = 0x10;

  /** Something went wrong. */
  public static final int ERROR = 0xff;

  private static final int UUID = 0x01;
  private static final int UUID_BYTES = 16;

  private AudioSocketFrames() {}

  /** Which call it is; the first frame. */
  public static ByteBuffer uuid(UUID call) {
    return ByteBuffer.allocate(HEADER + UUID_BYTES)
        .put((byte) UUID)
        .putShort((short) UUID_BYTES)
        .putLong(call.getMostSignificantBits())
        .putLong(call.getLeastSignificantBits())
        .flip();
  }

  /** A piece of sound. */
  public static ByteBuffer sound(byte[] l16, int from, int length) {
    return ByteBuffer.allocate(HEADER + length)
        .put((byte) SOUND)
        .putShort((short) length)
        .put(l16, from, length)
        .flip();
  }

  /** The caller hung up. */
  public static ByteBuffer hangUp() {
    return ByteBuffer.allocate(HEADER);
  }
}
