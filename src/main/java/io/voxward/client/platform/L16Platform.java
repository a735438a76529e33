package io.voxward.client.platform;

/** The platforms that stream plain sound over a WebSocket, and where each connects. */
public enum L16Platform {
  /** jambonz {@code listen}. */
  JAMBONZ("jambonz", "audio.jambonz.org"),
  /** FreeSWITCH mod_audio_fork. */
  FREESWITCH("freeswitch", "audio.drachtio.org"),
  /** FreeSWITCH mod_audio_stream. */
  AUDIOSTREAM("audiostream", ""),
  /** Vonage WebSockets. */
  VONAGE("vonage", ""),
  /** Asterisk chan_websocket. */
  ASTERISK("asterisk", "media");

  private final String path;
  private final String subProtocol;

  L16Platform(String path, String subProtocol) {
    this.path = "/stream/" + path;
    this.subProtocol = subProtocol;
  }

  String path() {
    return path;
  }

  /** The sub-protocol that it asks for; empty for none. */
  String subProtocol() {
    return subProtocol;
  }
}
