package io.voxward.lab.load;

import io.voxward.client.AnnouncedCall;
import io.voxward.client.platform.AudioSocketFrames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A call of Asterisk over AudioSocket: for each frame of sound a frame of silence comes back. */
final class AudioSocketTalk implements Talk {
  private static final ByteBuffer NOTHING = Said.nothing();
  private static final int DONE = 1000;
  private static final int POLICY = 1008;

  private final InetSocketAddress address;
  private final AnnouncedCall call;

  /** That call, to the port at {@code address}. */
  AudioSocketTalk(InetSocketAddress address, AnnouncedCall call) {
    this.address = address;
    this.call = call;
  }

  @Override
  public SocketChannel connect() throws IOException {
    return Talk.connection(address);
  }

  @Override
  public ByteBuffer hello() {
    return AudioSocketFrames.uuid(call.audioSocketUuid());
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public ByteBuffer meanwhile(long millis) {
    return NOTHING;
  }

  @Override
  public ByteBuffer farewell(long millis) {
    return AudioSocketFrames.hangUp();
  }

  @Override
  public boolean endsWithoutWord() {
    return true;
  }

  @Override
  public Said take(ByteBuffer received) {
    int start = received.position();
    if (received.remaining() < AudioSocketFrames.HEADER) {
      return new Said.Part();
    }
    int kind = received.get() & 0xff;
    int length = received.getShort() & 0xffff;
    if (received.remaining() < length) {
      received.position(start);
      return new Said.Part();
    }
    byte[] payload = new byte[length];
    received.get(payload);
    return switch (kind) {
      case AudioSocketFrames.HANG_UP -> new Said.Over(DONE, "hang-up", Said.nothing());
      case AudioSocketFrames.ERROR ->
          new Said.Over(
              POLICY, "error frame " + (length > 0 ? payload[0] : "empty"), Said.nothing());
      default -> new Said.Answer(NOTHING);
    };
  }
}
