package io.voxward.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** One call's side of a dialect: the bytes beside its sound. Used by the line's thread only. */
interface Talk {
  /** Where it connects. */
  InetSocketAddress address();

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
