package io.voxward.wire.l16;

import io.quarkus.websockets.next.WebSocket;

/** Asterisk chan_websocket. */
@WebSocket(path = "/stream/asterisk")
public class AsteriskSocket extends L16Socket {
  /** One of the {@code streams}. */
  public AsteriskSocket(L16Streams streams) {
    super(streams, Profile.ASTERISK);
  }
}
