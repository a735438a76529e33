package io.voxward.lab.load;

import io.voxward.client.platform.ConnectMedia;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A call of Amazon Connect: the service has connected and asked for its media, as HTTP chunks. */
final class KinesisTalk implements Talk {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final int HEX = 16;

  private final SocketChannel asked;

  /** The call whose media was asked for over {@code asked}. */
  KinesisTalk(SocketChannel asked) {
    this.asked = asked;
  }

  /** A fragment as it goes over the wire. */
  static ByteBuffer chunk(byte[] fragment) {
    byte[] size = Integer.toString(fragment.length, HEX).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(size.length + fragment.length + 2 * LINE_END.length)
        .put(size)
        .put(LINE_END)
        .put(fragment)
        .put(LINE_END)
        .flip();
  }

  @Override
  public SocketChannel connect() {
    return asked;
  }

  @Override
  public ByteBuffer hello() {
    return Said.nothing();
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public ByteBuffer meanwhile(long millis) {
    return Said.nothing();
  }

  /** A stream never ends by itself: it goes on to another contact. */
  @Override
  public ByteBuffer farewell(long millis) {
    return chunk(ConnectMedia.nextContact((int) (millis / Dialect.KINESIS.usualMillis())));
  }

  @Override
  public boolean endsWithoutWord() {
    return true;
  }

  @Override
  public Said take(ByteBuffer received) {
    if (!received.hasRemaining()) {
      return new Said.Part();
    }
    received.position(received.limit());
    return new Said.Answer(Said.nothing());
  }
}
