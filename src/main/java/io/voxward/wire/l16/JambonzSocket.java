package io.voxward.wire.l16;

import io.quarkus.websockets.next.WebSocket;

/** jambonz {@code listen}. */
@WebSocket(path = "/stream/jambonz")
public class JambonzSocket extends L16Socket {
  /** One of the {@code streams}. */
  public JambonzSocket(L16Streams streams) {
    super(streams, Profile.JAMBONZ);
  }
}
