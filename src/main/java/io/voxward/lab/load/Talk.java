package io.voxward.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One call's side of a dialect: the bytes beside its sound. Used by the line's thread only. */
interface Talk {
  /** Its connection, which need not be there yet; neither reading nor writing waits on it. */
  SocketChannel connect() throws IOException;

  /** A connection to {@code address} that is begun. */
  static SocketChannel connection(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean _ = channel.connect(address);
    return channel;
  }

  /** What it sends when it is connected. */
  ByteBuffer hello();

  /** Whether sound waits until the service has said something. */
  boolean waits();

  /**
   * What it sends before the piece of sound that begins at so many milliseconds; mostly nothing.
   */
  ByteBuffer meanwhile(long millis);

  /** What it sends after so many milliseconds of sound: no more comes. */
  ByteBuffer farewell(long millis);

  /** Whether the service may just close the connection after the farewell. */
  boolean endsWithoutWord();

  /**
   * Takes the next whole answer out of what came.
   *
   * @throws IOException for what no service says
   */
  Said take(ByteBuffer received) throws IOException;
}
