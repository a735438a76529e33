package io.voxward.wire.l16;

import io.quarkus.websockets.next.WebSocket;

/** FreeSWITCH mod_audio_stream. */
@WebSocket(path = "/stream/audiostream")
public class AudioStreamSocket extends L16Socket {
  /** One of the {@code streams}. */
  public AudioStreamSocket(L16Streams streams) {
    super(streams, Profile.AUDIOSTREAM);
  }
}
