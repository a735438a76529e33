package io.voxward.wire.l16;

import io.quarkus.websockets.next.WebSocket;

/** Vonage WebSockets. */
@WebSocket(path = "/stream/vonage")
public class VonageSocket extends L16Socket {
  /** One of the {@code streams}. */
  public VonageSocket(L16Streams streams) {
    super(streams, Profile.VONAGE);
  }
}
