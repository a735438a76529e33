package io.voxward.wire.l16;

import io.quarkus.websockets.next.WebSocket;

/** FreeSWITCH mod_audio_fork. */
@WebSocket(path = "/stream/freeswitch")
public class FreeSwitchSocket extends L16Socket {
  /** One of the {@code streams}. */
  public FreeSwitchSocket(L16Streams streams) {
    super(streams, Profile.FREESWITCH);
  }
}
