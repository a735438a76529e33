package io.voxward.wire.dialect;

import java.util.Locale;

/** The dialects in which contact centers send live audio. */
public enum Dialect {
  /** Genesys AudioHook. */
  AUDIOHOOK,
  /** Twilio Media Streams, and what others make like it. */
  TWILIO,
  /** jambonz {@code listen}. */
  JAMBONZ,
  /** FreeSWITCH mod_audio_fork. */
  FREESWITCH,
  /** FreeSWITCH mod_audio_stream. */
  AUDIOSTREAM,
  /** Vonage WebSockets. */
  VONAGE,
  /** Asterisk chan_websocket. */
  ASTERISK,
  /** Asterisk AudioSocket. */
  AUDIOSOCKET,
  /** Amazon Connect through Kinesis Video Streams. */
  KINESIS;

  /** Its name in metrics and logs: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
